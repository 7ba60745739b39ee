namespace ModelArts.Sdk.DevEnvironments;

/// <summary>One wait for many operations.</summary>
internal sealed class FleetWait(
    DevEnvironmentsClient client,
    IReadOnlyList<InstanceOperation> operations,
    WaitOptions options,
    TimeProvider timeProvider,
    Func<double> jitter)
{
    private static readonly ListInstancesQuery WholeAccount = new()
    {
        OnlyOwn = false,

        // What is waited for has mostly just been created: it stands at the beginning, and the rest need not be read.
        SortBy = InstanceSortField.CreationTimestamp,
        Direction = SortDirection.Descending,
    };

    private readonly long _begun = timeProvider.GetTimestamp();
    private readonly RequestPacer _pacer = new(options.MaxRequestsPerSecond, timeProvider);

    // Several operations may be about one instance: stop, and delete after that.
    private readonly Dictionary<string, List<WaitState>> _pending = new(StringComparer.Ordinal);

    /// <summary>How many requests a listing takes; unknown, and taken for one, until there has been one.</summary>
    private int _pagesOfList = 1;

    private TimeSpan Left => options.Timeout - timeProvider.GetElapsedTime(_begun);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (InstanceOperation operation in operations)
        {
            operation.Reopen();
            if (!operation.HasCompleted)
            {
                if (!_pending.TryGetValue(operation.InstanceId, out List<WaitState>? states))
                {
                    _pending.Add(operation.InstanceId, states = new List<WaitState>(1));
                }

                states.Add(new WaitState(operation, options, timeProvider));
            }
        }

        bool limited = options.Timeout != Timeout.InfiniteTimeSpan;
        using CancellationTokenSource deadline = limited
            ? new CancellationTokenSource(options.Timeout, timeProvider)
            : new CancellationTokenSource();
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            int unchanged = 0;
            while (_pending.Count > 0)
            {
                bool changed = await PollAsync(both.Token).ConfigureAwait(false);
                unchanged = changed ? 0 : unchanged + 1;
                if (_pending.Count > 0)
                {
                    TimeSpan pause = PollInterval.Next(options, unchanged, queueRemaining: null, retryAfter: null, limited ? Left : null, jitter());
                    await Task.Delay(pause, timeProvider, both.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(
                    $"The wait for {_pending.Count} instances was cancelled; the instances go on.", cancellationToken);
            }

            foreach (WaitState state in _pending.Values.SelectMany(states => states))
            {
                InstanceOperation operation = state.Operation;
                operation.GiveUp(new WaitTimeoutException(
                    operation.InstanceId, operation.Goal, state.LastStatus, options.Timeout, state.LastError));
            }
        }
    }

    /// <summary>Looks at every pending instance once, by the way that takes fewer requests. Says whether a status has changed.</summary>
    private async Task<bool> PollAsync(CancellationToken cancellationToken)
    {
        List<string> singly = [.. _pending.Keys];
        bool changed = false;
        if (singly.Count > _pagesOfList)
        {
            changed = await PollByListAsync(singly, cancellationToken).ConfigureAwait(false);
        }

        int changes = changed ? 1 : 0;
        await Parallel.ForEachAsync(
            singly,
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency, CancellationToken = cancellationToken },
            async (id, token) =>
            {
                if (await PollOneAsync(id, token).ConfigureAwait(false))
                {
                    Interlocked.Exchange(ref changes, 1);
                }
            }).ConfigureAwait(false);

        foreach ((string id, List<WaitState> states) in _pending.ToArray())
        {
            states.RemoveAll(state => state.Operation.HasCompleted || state.Operation.Failure is not null);
            if (states.Count == 0)
            {
                _pending.Remove(id);
            }
        }

        return changes != 0;
    }

    /// <summary>Takes what the list shows off <paramref name="missing"/>; what stays there is to be asked for singly.</summary>
    private async Task<bool> PollByListAsync(List<string> missing, CancellationToken cancellationToken)
    {
        HashSet<string> left = [.. missing];
        bool changed = false;
        int pages = 0;
        try
        {
            // Page by page, since each request waits for its turn.
            await foreach (DevEnvironmentInstance instance in InstanceLister.ListAsync(
                async (query, token) =>
                {
                    await _pacer.NextAsync(token).ConfigureAwait(false);
                    pages++;
                    return await client.ListPageAsync(query, token).ConfigureAwait(false);
                },
                WholeAccount,
                cancellationToken).ConfigureAwait(false))
            {
                if (left.Remove(instance.Id))
                {
                    changed |= await SawAsync(instance, cancellationToken).ConfigureAwait(false);
                    if (left.Count == 0)
                    {
                        break;
                    }
                }
            }

            _pagesOfList = pages;
            missing.RemoveAll(id => !left.Contains(id));
        }
        catch (ModelArtsException exception)
        {
            // The list has failed, and with it every instance that it has not shown: no use in asking for each of them now.
            foreach (string id in left)
            {
                Failed(id, exception);
            }

            missing.Clear();
        }

        return changed;
    }

    private async Task<bool> PollOneAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await _pacer.NextAsync(cancellationToken).ConfigureAwait(false);

            return await SawAsync(await client.GetAsync(id, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (ModelArtsApiException exception) when (AlreadySo.IsGone(exception))
        {
            // Good news for some of the operations on the instance, and bad news for others.
            bool changed = false;
            foreach (WaitState state in _pending[id])
            {
                if (state.Operation.WantsItGone)
                {
                    state.Saw(state.Operation.ObserveGone().Instance);
                    changed = true;
                }
                else if (!state.SurvivesError(exception))
                {
                    state.Operation.GiveUp(exception);
                }
            }

            return changed;
        }
        catch (ModelArtsException exception)
        {
            Failed(id, exception);
            return false;
        }
    }

    private async Task<bool> SawAsync(DevEnvironmentInstance instance, CancellationToken cancellationToken)
    {
        bool changed = false;
        foreach (WaitState state in _pending[instance.Id])
        {
            changed |= state.LastStatus != instance.Status;
            state.EndLagInTime();
            state.Operation.Observe(instance);
            state.Saw(instance);
            if (options.StartWhenReady)
            {
                try
                {
                    await state.Operation.StartIfReadyAsync(instance, cancellationToken).ConfigureAwait(false);
                }
                catch (ModelArtsException exception) when (state.SurvivesError(exception))
                {
                    // The next poll tries again.
                }
                catch (ModelArtsException exception)
                {
                    state.Operation.GiveUp(exception);
                }
            }
        }

        return changed;
    }

    private void Failed(string id, ModelArtsException exception)
    {
        foreach (WaitState state in _pending[id])
        {
            if (!state.SurvivesError(exception))
            {
                state.Operation.GiveUp(exception);
            }
        }
    }
}
