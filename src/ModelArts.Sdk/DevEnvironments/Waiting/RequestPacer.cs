namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Spreads requests evenly: no more than so many a second begin.</summary>
/// <remarks>System.Threading.RateLimiting would do it, but knows no TimeProvider.</remarks>
internal sealed class RequestPacer(int perSecond, TimeProvider timeProvider)
{
    // Not the time of day, which may be set back by an hour in between.
    private readonly long _begun = timeProvider.GetTimestamp();
    private readonly TimeSpan _gap = TimeSpan.FromSeconds(1) / perSecond;
    private readonly object _gate = new();
    private TimeSpan _next;

    /// <summary>Waits for the caller's turn.</summary>
    public Task NextAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            TimeSpan now = timeProvider.GetElapsedTime(_begun);
            TimeSpan turn = _next > now ? _next : now;
            _next = turn + _gap;
            wait = turn - now;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, timeProvider, cancellationToken) : Task.CompletedTask;
    }
}
