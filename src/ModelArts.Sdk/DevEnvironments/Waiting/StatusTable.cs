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
/// Which status means what for which operation: the only place that knows. A status that is not listed, which the service may have
/// learnt since, is <see cref="StatusMeaning.Pending"/>: the deadline ends the wait, not a guess.
/// </summary>
internal static class StatusTable
{
    private static readonly InstanceStatus[] Failures =
        [InstanceStatus.CreateFailed, InstanceStatus.StartFailed, InstanceStatus.ResizeFailed, InstanceStatus.Unavailable];

    private static readonly InstanceStatus[] Removal = [InstanceStatus.Deleting, InstanceStatus.Deleted];

    private static readonly Dictionary<OperationKind, Row> Rows = new()
    {
        // Stopped by its auto-stop, or taken out of the queue, or by another hand: it will not run by itself any more.
        [OperationKind.Create] = new(
            reached: [InstanceStatus.Running],
            failed: [.. Failures, .. Removal, InstanceStatus.Stopping, InstanceStatus.Stopped]),
        [OperationKind.Start] = new(
            reached: [InstanceStatus.Running],
            failed: [.. Failures, .. Removal],
            lag: InstanceStatus.Stopped,
            afterLag: StatusMeaning.Failed),
        [OperationKind.Restart] = new(
            reached: [],
            failed: [.. Failures, .. Removal, InstanceStatus.Stopped],
            lag: InstanceStatus.Running,
            afterLag: StatusMeaning.Reached),
        [OperationKind.Stop] = new(
            reached: [InstanceStatus.Stopped],
            failed: [InstanceStatus.Unavailable, .. Removal],
            lag: InstanceStatus.Running,
            afterLag: StatusMeaning.Pending),

        // The service knows no failure of a deletion: whatever is still there is still to go.
        [OperationKind.Delete] = new(reached: [InstanceStatus.Deleted], failed: []),
        [OperationKind.Queue] = new(
            reached: [InstanceStatus.Running],
            failed: [.. Failures, .. Removal],
            lag: InstanceStatus.Stopped,
            afterLag: StatusMeaning.Failed),
        [OperationKind.Dequeue] = new(
            reached: [InstanceStatus.Stopped, InstanceStatus.Deleted],

            // Its turn came before it had left the queue.
            failed: [.. Failures, InstanceStatus.Running]),
        [OperationKind.ResumeRunning] = new(
            reached: [InstanceStatus.Running],
            failed: [.. Failures, .. Removal],
            lag: InstanceStatus.Stopped,
            afterLag: StatusMeaning.Failed),
    };

    /// <summary>What a status means.</summary>
    /// <param name="kind">What was asked of the instance.</param>
    /// <param name="status">The status that it has.</param>
    /// <param name="lagIsOver">Whether the service has been seen to act: the status from before the action is no longer a lag.</param>
    public static StatusMeaning MeaningOf(OperationKind kind, InstanceStatus status, bool lagIsOver)
    {
        Row row = Rows[kind];
        return IsLag(kind, status) ? (lagIsOver ? row.AfterLag : StatusMeaning.Pending)
            : row.Reached.Contains(status) ? StatusMeaning.Reached
            : row.Failed.Contains(status) ? StatusMeaning.Failed
            : StatusMeaning.Pending;
    }

    /// <summary>Whether a status is the one from before the action, which the service may show for a while after it.</summary>
    public static bool IsLag(OperationKind kind, InstanceStatus status) => Rows[kind].Lag == status;

    private sealed class Row(
        InstanceStatus[] reached,
        InstanceStatus[] failed,
        InstanceStatus? lag = null,
        StatusMeaning afterLag = StatusMeaning.Pending)
    {
        public HashSet<InstanceStatus> Reached { get; } = [.. reached];

        public HashSet<InstanceStatus> Failed { get; } = [.. failed];

        public InstanceStatus? Lag { get; } = lag;

        public StatusMeaning AfterLag { get; } = afterLag;
    }
}
