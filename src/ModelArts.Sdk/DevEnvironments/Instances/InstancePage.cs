using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>A page of a list of instances.</summary>
public sealed record InstancePage : WireRecord
{
    /// <summary>
    /// How many instances there are (<c>total_count</c>). The service does not say whether it counts the whole list or this page, so
    /// do not rely on it alone to find the end.
    /// </summary>
    public int? TotalCount { get; init; }

    /// <summary>The instances of this page; never <see langword="null"/>.</summary>
    [JsonIgnore]
    public IReadOnlyList<DevEnvironmentInstance> Instances
    {
        get => InstancesOnWire ?? [];
        init => InstancesOnWire = value;
    }

    // An answer without the field is none of this API; a null is how some services write an empty list.
    [JsonInclude]
    [JsonRequired]
    [JsonPropertyName("instances")]
    [JsonConverter(typeof(InstanceListConverter))]
    internal IReadOnlyList<DevEnvironmentInstance>? InstancesOnWire { get; init; }
}
