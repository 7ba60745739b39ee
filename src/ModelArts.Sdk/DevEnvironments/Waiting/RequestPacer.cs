namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Spreads requests evenly: no more than so many a second begin, also when the machine has fallen behind.</summary>
/// <remarks>System.Threading.RateLimiting would do it, but knows no TimeProvider.</remarks>
internal sealed class RequestPacer(int perSecond, TimeProvider timeProvider) : IDisposable
{
    // Not the time of day, which may be set back by an hour in between.
    private readonly long _begun = timeProvider.GetTimestamp();
    private readonly TimeSpan _gap = TimeSpan.FromSeconds(1) / perSecond;
    private readonly SemaphoreSlim _turn = new(1);
    private TimeSpan _next;

    /// <summary>Waits for the caller's turn.</summary>
    public async Task NextAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            TimeSpan wait = _next - timeProvider.GetElapsedTime(_begun);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, timeProvider, cancellationToken).ConfigureAwait(false);
            }

            _next = timeProvider.GetElapsedTime(_begun) + _gap;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
