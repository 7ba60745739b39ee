using System.Runtime;

namespace ModelArts.Sdk.Testing.Time;

/// <summary>
/// When anything last happened: a request that came or was answered, a timer that was set or stopped. Of a client nothing else can be
/// seen from here; one that has done nothing for a while is taken to be pausing. In real time, since it is about real work. Thread-safe.
/// </summary>
internal sealed class SimulatorActivity
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// What is being answered may take longer, and may also never be; and so may a client whose code is being compiled, or that waits for
    /// a thread.
    /// </summary>
    private static readonly TimeSpan QuietWhileBusy = TimeSpan.FromMilliseconds(100);

    /// <summary>Enough for any test; more than that is a client that never pauses.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private long _last = TimeProvider.System.GetTimestamp();
    private int _requests;

    public void Note() => Interlocked.Exchange(ref _last, TimeProvider.System.GetTimestamp());

    public void RequestBegins()
    {
        Interlocked.Increment(ref _requests);
        Note();
    }

    public void RequestEnds()
    {
        Interlocked.Decrement(ref _requests);
        Note();
    }

    /// <summary>Waits until nothing has happened for a while.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        long compiled = JitInfo.GetCompiledMethodCount();
        while (TimeProvider.System.GetElapsedTime(start) < Limit)
        {
            long compiledBefore = compiled;
            compiled = JitInfo.GetCompiledMethodCount();
            bool isBusy = Volatile.Read(ref _requests) > 0 || ThreadPool.PendingWorkItemCount > 0 || compiled > compiledBefore;
            TimeSpan missing = (isBusy ? QuietWhileBusy : Quiet) - TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _last));
            if (missing <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(missing < Quiet ? missing : Quiet, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }
}
