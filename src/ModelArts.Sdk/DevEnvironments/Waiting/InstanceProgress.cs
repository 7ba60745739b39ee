namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What one poll of a wait has found.</summary>
public sealed record InstanceProgress
{
    /// <summary>The id of the instance.</summary>
    public required string InstanceId { get; init; }

    /// <summary>What is waited for.</summary>
    public required InstanceGoal Goal { get; init; }

    /// <summary>The status; after a poll that failed, the one before it.</summary>
    public required InstanceStatus Status { get; init; }

    /// <summary>How long the wait has lasted.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>How many polls there have been, this one included.</summary>
    public required int Polls { get; init; }

    /// <summary>The place in the queue for a free flavor; <see langword="null"/> where it does not queue.</summary>
    public int? QueueRank { get; init; }

    /// <summary>How long it is expected to go on queuing; <see langword="null"/> where it does not queue.</summary>
    public TimeSpan? QueueRemaining { get; init; }

    /// <summary>
    /// Why this poll failed, or the start that followed it (<see cref="WaitOptions.StartWhenReady"/>); <see langword="null"/> where
    /// nothing did.
    /// </summary>
    public ModelArtsException? Error { get; init; }
}
