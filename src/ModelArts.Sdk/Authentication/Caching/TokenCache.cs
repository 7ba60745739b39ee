namespace ModelArts.Sdk.Authentication.Caching;

/// <summary>
/// Keeps one value that expires, such as a token. Thread-safe. However many callers ask, one fetch is under way at a time; it belongs
/// to none of them, so that a caller who gives up takes nothing from the others. A value that is still valid is handed out at once,
/// and a little before its end it is renewed in the background; while that fails, the present one serves on.
/// </summary>
internal sealed class TokenCache<T>
    where T : class
{
    /// <summary>A renewal in the background that failed is not repeated before that.</summary>
    internal static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    /// <summary>A value younger than that is not replaced: if it is refused, so would be the next, and IAM would be asked at each call.</summary>
    internal static readonly TimeSpan MinAgeToReplace = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private volatile Entry? _entry;
    private Task<T>? _fetch;
    private DateTimeOffset _nextRenewal;

    /// <summary>Gets the value: the present one where it is valid, or else that of the fetch under way, or of a new one.</summary>
    /// <param name="timeProvider">The clock of the caller.</param>
    /// <param name="state">What <paramref name="fetch"/> works with.</param>
    /// <param name="fetch">
    /// Gets a new value. Runs on the thread pool, outside of the caller's context, and must end by itself: nobody cancels it.
    /// </param>
    /// <param name="cancellationToken">Ends this caller's waiting, at once, and not the fetch.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<T> GetAsync<TState>(
        TimeProvider timeProvider,
        TState state,
        Func<TState, Task<Fetched<T>>> fetch,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = timeProvider.GetUtcNow();
        if (_entry is { } present && now < present.RenewAt)
        {
            return new(present.Value);
        }

        Task<T> pending;
        lock (_gate)
        {
            if (_entry is { } entry && now < entry.EndsAt)
            {
                if (now >= entry.RenewAt && now >= _nextRenewal && _fetch is null)
                {
                    Start(timeProvider, state, fetch);
                }

                return new(entry.Value);
            }

            pending = _fetch ?? Start(timeProvider, state, fetch);
        }

        return WaitAsync(pending, cancellationToken);
    }

    /// <summary>
    /// Gets a value in the place of one that was refused, which stays until the new one is there. Where another caller has replaced it
    /// meanwhile, or is about to, that is the new one.
    /// </summary>
    /// <param name="timeProvider">The clock of the caller.</param>
    /// <param name="state">What <paramref name="fetch"/> works with.</param>
    /// <param name="minAge">How old the refused value must be to be replaced; usually <see cref="MinAgeToReplace"/>.</param>
    /// <param name="isRefused">Whether a value is the one that was refused.</param>
    /// <param name="fetch">Gets a new value, as for <see cref="GetAsync"/>.</param>
    /// <param name="cancellationToken">Ends this caller's waiting, at once, and not the fetch.</param>
    /// <returns>
    /// The value that was refused, where it was the present one, and the one to use now; the latter is <see langword="null"/> where the
    /// refused one is so new that another would fare no better.
    /// </returns>
    public async ValueTask<(T? Refused, T? Next)> ReplaceAsync<TState>(
        TimeProvider timeProvider,
        TState state,
        TimeSpan minAge,
        Func<T, bool> isRefused,
        Func<TState, Task<Fetched<T>>> fetch,
        CancellationToken cancellationToken)
    {
        T? refused = null;
        Task<T> pending;
        lock (_gate)
        {
            if (_entry is { } entry)
            {
                if (!isRefused(entry.Value))
                {
                    return (null, entry.Value);
                }

                refused = entry.Value;
                if (_fetch is null && timeProvider.GetUtcNow() - entry.ReceivedAt < minAge)
                {
                    return (refused, null);
                }
            }

            pending = _fetch ?? Start(timeProvider, state, fetch);
        }

        return (refused, await WaitAsync(pending, cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask<T> WaitAsync(Task<T> pending, CancellationToken cancellationToken)
    {
        try
        {
            return await pending.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ModelArtsAuthenticationException shared)
        {
            // On its way out an exception is completed with the instance that its call was about: callers must not share one.
            throw shared.CopyForCaller();
        }
    }

    private Task<T> Start<TState>(TimeProvider timeProvider, TState state, Func<TState, Task<Fetched<T>>> fetch)
    {
        TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _fetch = result.Task;

        // Without the execution context: the fetch is not part of the trace or the scope of the caller who happened to be first.
        ThreadPool.UnsafeQueueUserWorkItem(
            static run => _ = run.cache.RunAsync(run.timeProvider, run.state, run.fetch, run.result),
            (cache: this, timeProvider, state, fetch, result),
            preferLocal: true);
        return result.Task;
    }

    private async Task RunAsync<TState>(TimeProvider timeProvider, TState state, Func<TState, Task<Fetched<T>>> fetch, TaskCompletionSource<T> result)
    {
        try
        {
            Fetched<T> fetched = await fetch(state).ConfigureAwait(false);
            lock (_gate)
            {
                _entry = new Entry(fetched, timeProvider.GetUtcNow());
                _fetch = null;
            }

            result.SetResult(fetched.Value);
        }
        catch (Exception exception)
        {
            lock (_gate)
            {
                // Before anybody sees the failure: whoever asks after it asks anew.
                _fetch = null;
                _nextRenewal = timeProvider.GetUtcNow() + PauseAfterFailure;
            }

            result.SetException(exception);

            // Reading it counts as observing: every caller may have given up, and a renewal in the background has none.
            _ = result.Task.Exception;
        }
    }

    private sealed class Entry
    {
        // Long enough for a request with the value to arrive before the value ends.
        private static readonly TimeSpan MaxReserve = TimeSpan.FromMinutes(1);
        private static readonly TimeSpan MaxLead = TimeSpan.FromMinutes(30);

        public Entry(Fetched<T> fetched, DateTimeOffset now)
        {
            Value = fetched.Value;
            ReceivedAt = now;
            if (fetched.Lifetime is { } lifetime)
            {
                EndsAt = now + lifetime - Min(MaxReserve, lifetime / 16);

                // An eighth: 30 minutes of a token's 24 hours; 7.5 minutes of the hour of a server's key, which the metadata
                // service replaces 10 minutes before its end and not earlier.
                RenewAt = now + lifetime - Min(MaxLead, lifetime / 8);
            }
            else
            {
                EndsAt = RenewAt = DateTimeOffset.MaxValue;
            }
        }

        public T Value { get; }

        public DateTimeOffset ReceivedAt { get; }

        public DateTimeOffset RenewAt { get; }

        public DateTimeOffset EndsAt { get; }

        private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
    }
}
