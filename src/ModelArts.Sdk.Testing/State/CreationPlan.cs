using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.State;

/// <summary>What a new instance goes through.</summary>
internal static class CreationPlan
{
    public static Timeline For(CreateInstanceRequest request, ScriptedFailure? failure, SimulatorOptions options, DateTimeOffset now)
    {
        TimelineStep creating = new(InstanceStatus.Creating, options.CreatingDuration);
        if (failure is not null)
        {
            return new Timeline(now, [creating, new(InstanceStatus.CreateFailed, null)]);
        }

        TimelineStep starting = new(InstanceStatus.Starting, options.StartingDuration);
        return request.Spec.AutoStop is { Enable: true, Duration: { } duration }
            ? new Timeline(
                now,
                [
                    creating,
                    starting,
                    new(InstanceStatus.Running, duration),
                    new(InstanceStatus.Stopping, options.StoppingDuration),
                    new(InstanceStatus.Stopped, null),
                ])
            : new Timeline(now, [creating, starting, new(InstanceStatus.Running, null)]);
    }
}
