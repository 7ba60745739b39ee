namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What was asked of an instance: two operations with the same goal read the same status differently.</summary>
internal enum OperationKind
{
    Create,
    Start,
    Restart,
    Stop,
    Delete,
    Queue,
    Dequeue,

    /// <summary>Picked up again by id and goal: what was asked, and when, is not known.</summary>
    ResumeRunning,
}

internal static class OperationKinds
{
    public static InstanceGoal GoalOf(OperationKind kind) => kind switch
    {
        OperationKind.Stop or OperationKind.Dequeue => InstanceGoal.Stopped,
        OperationKind.Delete => InstanceGoal.Deleted,
        _ => InstanceGoal.Running,
    };

    public static OperationKind Resume(InstanceGoal goal) => goal switch
    {
        InstanceGoal.Running => OperationKind.ResumeRunning,
        InstanceGoal.Stopped => OperationKind.Stop,
        InstanceGoal.Deleted => OperationKind.Delete,
        _ => throw new ArgumentOutOfRangeException(nameof(goal), goal, "There is no such goal."),
    };
}
