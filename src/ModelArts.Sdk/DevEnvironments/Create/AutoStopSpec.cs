using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>When an instance stops by itself. Mirrors Table 6 of the API.</summary>
public sealed record AutoStopSpec : WireRecord
{
    /// <summary>Whether it does. Default of the service: <see langword="false"/>.</summary>
    public bool? Enable { get; init; }

    /// <summary>How long it runs after each start: 1 to 24 hours in whole seconds. Required when enabled.</summary>
    [JsonConverter(typeof(SecondsConverter))]
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether the web console reminds its user. Default of the service: <see langword="true"/>.</summary>
    public bool? Prompt { get; init; }
}
