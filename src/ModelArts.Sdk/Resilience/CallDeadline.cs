namespace ModelArts.Sdk.Resilience;

/// <summary>The end of the total timeout for a call of several requests, beside the caller's own cancellation.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _either;

    /// <summary>Begins to count.</summary>
    /// <param name="left">How long is left.</param>
    /// <param name="timeProvider">The client's clock.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public CallDeadline(TimeSpan left, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _timeout = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, timeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _timeout.Token);
    }

    /// <summary>Cancelled when the time is up, or by the caller: which of the two, the caller's own token tells.</summary>
    public CancellationToken Token => _either.Token;

    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
