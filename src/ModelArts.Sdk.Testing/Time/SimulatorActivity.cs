using System.Runtime;

namespace ModelArts.Sdk.Testing.Time;

/// <summary>
/// What happens: a request that comes or is answered, a timer that is set or stopped. Of a client nothing else can be seen from here; one
/// that has done nothing for a while is taken to be pausing. In turns of real time, since it is about real work: where the machine has no
/// time for a client, it has none for a turn either. Thread-safe.
/// </summary>
internal sealed class SimulatorActivity
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(5);

    private const int CalmTurns = 4;

    /// <summary>
    /// What is being answered may take longer, and may also never be; and so may a client whose code is being compiled, or that waits for
    /// a thread.
    /// </summary>
    private const int BusyTurns = 20;

    /// <summary>Enough for any test; more than that is a client that never pauses.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private long _events;
    private int _requests;

    public void Note() => Interlocked.Increment(ref _events);

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
        (long events, long compiled) = (Interlocked.Read(ref _events), JitInfo.GetCompiledMethodCount());
        (int quiet, int calm) = (0, 0);
        while (calm < CalmTurns && quiet < BusyTurns && TimeProvider.System.GetElapsedTime(start) < Limit)
        {
            await Task.Delay(Turn, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            (long eventsBefore, long compiledBefore) = (events, compiled);
            (events, compiled) = (Interlocked.Read(ref _events), JitInfo.GetCompiledMethodCount());
            bool isBusy = Volatile.Read(ref _requests) > 0 || ThreadPool.PendingWorkItemCount > 0 || compiled > compiledBefore;
            quiet = events > eventsBefore ? 0 : quiet + 1;
            calm = isBusy || quiet == 0 ? 0 : calm + 1;
        }
    }
}
