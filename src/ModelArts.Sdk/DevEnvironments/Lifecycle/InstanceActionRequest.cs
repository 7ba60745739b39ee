using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The body of <c>POST .../instances/{instance_id}/action</c>.</summary>
public sealed record InstanceActionRequest : WireRecord
{
    /// <summary>What the instance is to do.</summary>
    public required InstanceAction Action { get; init; }
}
