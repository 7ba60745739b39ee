namespace ModelArts.Sdk.DevEnvironments;

/// <summary>An operation of no service: its instance goes through what it was told to, look by look.</summary>
/// <remarks>
/// What a status means is read from the same table as in earnest. There is no lag: a status that leads nowhere any more is an end, as it
/// would be after a minute.
/// </remarks>
internal sealed class ScriptedOperation : InstanceOperation
{
    private readonly Queue<DevEnvironmentInstance> _next;

    public ScriptedOperation(DevEnvironmentInstance instance, InstanceGoal goal, IEnumerable<DevEnvironmentInstance> next)
        : base(instance.Id, OperationKinds.Resume(goal))
    {
        _next = new Queue<DevEnvironmentInstance>(next);
        EndLag();
        Observe(instance);
    }

    public override Task<DevEnvironmentInstance?> UpdateAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<DevEnvironmentInstance?>(cancellationToken);
        }

        Look();
        return Task.FromResult(Goal == InstanceGoal.Deleted && HasSucceeded ? null : Instance);
    }

    public override Task<DevEnvironmentInstance> WaitAsync(WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= WaitOptions.Default;
        options.ThrowIfInvalid(nameof(options));
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<DevEnvironmentInstance>(cancellationToken);
        }

        for (int polls = 1; !HasCompleted && Look(); polls++)
        {
            options.Progress?.Report(new InstanceProgress
            {
                InstanceId = InstanceId,
                Goal = Goal,
                Status = Instance!.Status,
                Elapsed = TimeSpan.Zero,
                Polls = polls,
                QueueRank = Instance.QueuingInfo?.Rank,
                QueueRemaining = Instance.QueuingInfo?.RemainTime,
            });
        }

        return HasSucceeded ? Task.FromResult(Instance!)
            : Task.FromException<DevEnvironmentInstance>(Failure ?? new WaitTimeoutException(InstanceId, Goal, Instance!.Status, options.Timeout));
    }

    private bool Look()
    {
        lock (_next)
        {
            if (HasSucceeded || !_next.TryDequeue(out DevEnvironmentInstance? seen))
            {
                return false;
            }

            Observe(seen);
            return true;
        }
    }
}
