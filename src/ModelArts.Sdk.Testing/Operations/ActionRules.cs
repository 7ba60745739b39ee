using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Operations;

/// <summary>Which action is refused in which status, and how: the table of it.</summary>
internal static class ActionRules
{
    private static readonly InstanceStatus[] Queuing = [InstanceStatus.CreateQueuing, InstanceStatus.StartQueuing, InstanceStatus.ReadyToStart];

    private static readonly InstanceStatus[] Startable = [InstanceStatus.Stopped, InstanceStatus.StartFailed];

    /// <summary>Why an action cannot be taken; <see langword="null"/> where it can.</summary>
    public static ServiceError? Refuse(SimulatorOperation action, InstanceStatus status) => action switch
    {
        // Whatever is asked for: neither can be interrupted.
        _ when status == InstanceStatus.Starting => ServiceErrors.InstanceIsStarting,
        _ when status == InstanceStatus.Stopping => ServiceErrors.InstanceIsStopping,
        SimulatorOperation.Start or SimulatorOperation.Queue when status == InstanceStatus.Running => ServiceErrors.InstanceAlreadyRunning,
        SimulatorOperation.Start when status == InstanceStatus.ReadyToStart => null,
        SimulatorOperation.Start or SimulatorOperation.Queue when Startable.Contains(status) => null,
        SimulatorOperation.Stop or SimulatorOperation.Restart when status == InstanceStatus.Running => null,
        SimulatorOperation.Stop or SimulatorOperation.Dequeue when status == InstanceStatus.Stopped => ServiceErrors.InstanceAlreadyStopped,
        SimulatorOperation.Restart when status == InstanceStatus.Stopped => ServiceErrors.InstanceNotRunning,
        SimulatorOperation.Stop or SimulatorOperation.Restart when LifePlan.IsFailure(status) => ServiceErrors.InstanceNotRunning,
        SimulatorOperation.Dequeue when Queuing.Contains(status) => null,
        _ => ServiceErrors.OperationConflict,
    };
}
