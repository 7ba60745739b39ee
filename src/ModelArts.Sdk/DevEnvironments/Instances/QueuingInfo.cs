using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Where an instance stands in the queue for a free flavor. Mirrors Table 26 of the API.</summary>
public sealed record QueuingInfo : WireRecord
{
    /// <summary>The id of the instance.</summary>
    public string? Id { get; init; }

    /// <summary>The name of the instance.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of development environment.</summary>
    public DevEnvironmentType? DeType { get; init; }

    /// <summary>The flavor that it queues for.</summary>
    public InstanceFlavor? Flavor { get; init; }

    /// <summary>The details of that flavor.</summary>
    public FlavorDetails? FlavorDetails { get; init; }

    /// <summary>What it queues for: <see cref="InstanceStatus.CreateQueuing"/> or <see cref="InstanceStatus.StartQueuing"/>.</summary>
    public InstanceStatus? Status { get; init; }

    /// <summary>Since when it has been queuing.</summary>
    [JsonConverter(typeof(EpochMillisecondsNumberConverter))]
    public DateTimeOffset? BeginTimestamp { get; init; }

    /// <summary>How long it is expected to go on queuing. In seconds on the wire.</summary>
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? RemainTime { get; init; }

    /// <summary>When its turn is expected to come.</summary>
    [JsonConverter(typeof(EpochMillisecondsNumberConverter))]
    public DateTimeOffset? EndTimestamp { get; init; }

    /// <summary>Its place in the queue.</summary>
    public int? Rank { get; init; }
}
