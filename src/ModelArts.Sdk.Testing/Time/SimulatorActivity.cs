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

    /// <summary>A client may take longer whose code is being compiled, that waits for a thread, or on a machine whose turns come late.</summary>
    private const int BusyTurns = 20;

    /// <summary>What is being answered takes as long as it takes; but a client may also have sent half a request, and a stub may sleep.</summary>
    private const int AnsweringTurns = 200;

    /// <summary>A turn that comes so late does because others have the processors.</summary>
    private static readonly TimeSpan LateTurn = 3 * Turn;

    /// <summary>Enough for any test; more than that is a client that never pauses.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private long _events;
    private int _requests;
    private int _held;

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

    /// <summary>For as long as the answer to a request is held back until the clock has moved, or for good.</summary>
    public HeldRequest Hold()
    {
        Interlocked.Increment(ref _held);
        return new HeldRequest(this);
    }

    /// <summary>Waits until nothing has happened for a while.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        long start = TimeProvider.System.GetTimestamp();
        (long events, long compiled) = (Interlocked.Read(ref _events), JitInfo.GetCompiledMethodCount());
        (int quiet, int calm) = (0, 0);
        bool isAnswering = false;
        while (calm < CalmTurns && quiet < (isAnswering ? AnsweringTurns : BusyTurns) && TimeProvider.System.GetElapsedTime(start) < Limit)
        {
            long turn = TimeProvider.System.GetTimestamp();
            await Task.Delay(Turn, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            bool isLate = TimeProvider.System.GetElapsedTime(turn) > LateTurn;
            (long eventsBefore, long compiledBefore) = (events, compiled);
            (events, compiled) = (Interlocked.Read(ref _events), JitInfo.GetCompiledMethodCount());
            isAnswering = Volatile.Read(ref _requests) > Volatile.Read(ref _held);
            bool isBusy = Volatile.Read(ref _requests) > 0 || ThreadPool.PendingWorkItemCount > 0 || compiled > compiledBefore || isLate;
            quiet = events > eventsBefore ? 0 : quiet + 1;
            calm = isBusy || quiet == 0 ? 0 : calm + 1;
        }
    }

    /// <summary>Ends when it is disposed of, which notes that something happens again.</summary>
    internal readonly struct HeldRequest(SimulatorActivity activity) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref activity._held);
            activity.Note();
        }
    }
}
