namespace ModelArts.Sdk.Soak.Figures;

/// <summary>Watches the working set while it lives, on a thread of its own.</summary>
internal sealed class Peak : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly long _before = Environment.WorkingSet;
    private long _peak;

    public Peak() => _ = WatchAsync(_stopping.Token);

    public long Growth => Math.Max(0, Math.Max(Volatile.Read(ref _peak), Environment.WorkingSet) - _before);

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            Volatile.Write(ref _peak, Math.Max(_peak, Environment.WorkingSet));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
