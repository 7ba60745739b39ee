using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The answer to an action. The service names its two fields differently, and so do the properties here.</summary>
public sealed record InstanceActionResult : WireRecord
{
    /// <summary>The status after the action (<c>current_status</c>).</summary>
    public InstanceStatus? CurrentStatus { get; init; }

    /// <summary>The status before the action (<c>previous_state</c>).</summary>
    public InstanceStatus? PreviousState { get; init; }
}
