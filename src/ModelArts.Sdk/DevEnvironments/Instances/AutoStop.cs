using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>When an instance stops by itself. Mirrors Table 23 of the API.</summary>
public sealed record AutoStop : WireRecord
{
    /// <summary>Whether it does.</summary>
    public bool? Enable { get; init; }

    /// <summary>How long it runs after each start. In seconds on the wire.</summary>
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether the web console reminds its user.</summary>
    public bool? Prompt { get; init; }

    /// <summary>When it will stop. Given while it runs.</summary>
    [JsonConverter(typeof(EpochMillisecondsNumberConverter))]
    public DateTimeOffset? StopTimestamp { get; init; }

    /// <summary>How long it has left. Given while it runs. In seconds on the wire.</summary>
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? RemainTime { get; init; }
}
