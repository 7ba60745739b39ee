using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The answer to a deletion.</summary>
public sealed record DeleteInstanceResult : WireRecord
{
    /// <summary>The id of the instance that is being deleted.</summary>
    public string? InstanceId { get; init; }
}
