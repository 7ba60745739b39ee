using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.State;

/// <summary>What an instance goes through after each thing that can be done to it: the transitions, in the one place that knows.</summary>
internal sealed class LifePlan(SimulatorOptions options)
{
    /// <summary>Whether an instance has come to nothing.</summary>
    public static bool IsFailure(InstanceStatus status) => status == InstanceStatus.CreateFailed || status == InstanceStatus.StartFailed;

    /// <summary>A new instance that need not queue.</summary>
    public Timeline Create(SimulatedInstance instance, DateTimeOffset now) => instance.Failure is null
        ? new Timeline(now, [new(InstanceStatus.Creating, options.CreatingDuration), .. Starting(instance)])
        : new Timeline(now, [new(InstanceStatus.Creating, options.CreatingDuration), new(InstanceStatus.CreateFailed, null)]);

    /// <summary>A new instance of a flavor that has no place left.</summary>
    public static Timeline QueueToCreate(DateTimeOffset now) => new(now, [new(InstanceStatus.CreateQueuing, null)]);

    /// <summary>A stopped instance of a flavor that has no place left.</summary>
    public Timeline QueueToStart(TimelineMoment before, DateTimeOffset now) => AfterAction(before, now, [new(InstanceStatus.StartQueuing, null)]);

    /// <summary>An instance whose turn in the queue has come.</summary>
    public Timeline LeaveQueue(SimulatedInstance instance, DateTimeOffset now) =>
        instance.Failure is not null && instance.Timeline.End == InstanceStatus.CreateQueuing ? Create(instance, now)
        : options.StartsAfterQueue ? new Timeline(now, Starting(instance))
        : new Timeline(now, [new(InstanceStatus.ReadyToStart, null)]);

    /// <summary>A stopped instance, or one that is ready, on its way to run.</summary>
    public Timeline Start(SimulatedInstance instance, TimelineMoment before, DateTimeOffset now) => AfterAction(before, now, Starting(instance));

    /// <summary>A running instance on its way to run anew.</summary>
    public Timeline Restart(SimulatedInstance instance, TimelineMoment before, DateTimeOffset now) =>
        AfterAction(before, now, [new(InstanceStatus.Restarting, options.RestartingDuration), .. Running(RunLimitOf(instance))]);

    /// <summary>A running instance on its way to stop.</summary>
    public Timeline Stop(TimelineMoment before, DateTimeOffset now) => AfterAction(before, now, Stopping);

    /// <summary>An instance that has left the queue: one that was never made is gone.</summary>
    public Timeline Dequeue(TimelineMoment before, DateTimeOffset now) => AfterAction(
        before,
        now,
        [new(before.Status == InstanceStatus.CreateQueuing ? InstanceStatus.Deleted : InstanceStatus.Stopped, null)]);

    /// <summary>An instance on its way out.</summary>
    public Timeline Delete(TimelineMoment before, DateTimeOffset now) =>
        AfterAction(before, now, [new(InstanceStatus.Deleting, options.DeletingDuration), new(InstanceStatus.Deleted, null)]);

    /// <summary>A running instance whose auto-stop is switched on or off: it has been running all the same.</summary>
    public Timeline SwitchAutoStop(SimulatedInstance instance, TimelineMoment running, DateTimeOffset now) => instance.AutoStop?.Enable is true
        ? new Timeline(running.Since, Running(Earlier(now - running.Since + instance.AutoStop.Duration, FreeLimitOf(instance))))
        : new Timeline(running.Since, Running(FreeLimitOf(instance)));

    /// <summary>How long an instance of a free flavor keeps its place, as far as can be told before.</summary>
    public TimeSpan TurnOf(SimulatedInstance instance) =>
        options.StartingDuration + (RunLimitOf(instance) ?? TimeSpan.Zero) + options.StoppingDuration;

    private TimelineStep[] Stopping => [new(InstanceStatus.Stopping, options.StoppingDuration), new(InstanceStatus.Stopped, null)];

    private IReadOnlyList<TimelineStep> Starting(SimulatedInstance instance)
    {
        TimelineStep starting = new(InstanceStatus.Starting, options.StartingDuration);
        return instance.Failure is null
            ? [starting, .. Running(RunLimitOf(instance))]
            : [starting, new(InstanceStatus.StartFailed, null)];
    }

    private TimelineStep[] Running(TimeSpan? limit)
    {
        TimelineStep running = new(InstanceStatus.Running, limit);
        return limit is null ? [running] : [running, .. Stopping];
    }

    private TimeSpan? RunLimitOf(SimulatedInstance instance) =>
        Earlier(instance.AutoStop is { Enable: true } autoStop ? autoStop.Duration : null, FreeLimitOf(instance));

    private TimeSpan? FreeLimitOf(SimulatedInstance instance) => instance.IsFree ? options.FreeRunDuration : null;

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    /// <summary>For a while clients see what was before, though the service has acted.</summary>
    private Timeline AfterAction(TimelineMoment before, DateTimeOffset now, IReadOnlyList<TimelineStep> steps) =>
        options.ActionLag == TimeSpan.Zero
            ? new Timeline(now, steps)
            : new Timeline(now, [new(steps[0].Status, options.ActionLag, before.Visible), .. steps]);
}
