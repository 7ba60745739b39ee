namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What a status means to somebody who waits.</summary>
internal enum StatusMeaning
{
    /// <summary>Not there yet: wait on.</summary>
    Pending,

    /// <summary>The goal is reached.</summary>
    Reached,

    /// <summary>The goal will not be reached any more.</summary>
    Failed,
}

/// <summary>
/// Which status means what for which goal: the only place that knows. A status that is not listed, which the service may have
/// learnt since, is <see cref="StatusMeaning.Pending"/>: the deadline ends the wait, not a guess.
/// </summary>
internal static class StatusTable
{
    private static readonly Dictionary<(InstanceGoal Goal, InstanceStatus Status), StatusMeaning> Rows = new()
    {
        // After a create.
        [(InstanceGoal.Running, InstanceStatus.CreateQueuing)] = StatusMeaning.Pending,
        [(InstanceGoal.Running, InstanceStatus.Creating)] = StatusMeaning.Pending,
        [(InstanceGoal.Running, InstanceStatus.StartQueuing)] = StatusMeaning.Pending,
        [(InstanceGoal.Running, InstanceStatus.ReadyToStart)] = StatusMeaning.Pending,
        [(InstanceGoal.Running, InstanceStatus.Starting)] = StatusMeaning.Pending,
        [(InstanceGoal.Running, InstanceStatus.Restarting)] = StatusMeaning.Pending,
        [(InstanceGoal.Running, InstanceStatus.Resizing)] = StatusMeaning.Pending,
        [(InstanceGoal.Running, InstanceStatus.Running)] = StatusMeaning.Reached,
        [(InstanceGoal.Running, InstanceStatus.CreateFailed)] = StatusMeaning.Failed,
        [(InstanceGoal.Running, InstanceStatus.StartFailed)] = StatusMeaning.Failed,
        [(InstanceGoal.Running, InstanceStatus.ResizeFailed)] = StatusMeaning.Failed,
        [(InstanceGoal.Running, InstanceStatus.Unavailable)] = StatusMeaning.Failed,
        [(InstanceGoal.Running, InstanceStatus.Deleting)] = StatusMeaning.Failed,
        [(InstanceGoal.Running, InstanceStatus.Deleted)] = StatusMeaning.Failed,

        // Stopped by its auto-stop, or taken out of the queue, or by another hand.
        [(InstanceGoal.Running, InstanceStatus.Stopping)] = StatusMeaning.Failed,
        [(InstanceGoal.Running, InstanceStatus.Stopped)] = StatusMeaning.Failed,
    };

    public static StatusMeaning MeaningOf(InstanceGoal goal, InstanceStatus status) =>
        Rows.GetValueOrDefault((goal, status), StatusMeaning.Pending);
}
