namespace ModelArts.Sdk.Benchmarks.Scale;

/// <summary>
/// A clock that moves from one timer to the next, all on one thread. Made for very many of them, which are kept in a heap; the fake clock
/// of Microsoft.Extensions.TimeProvider.Testing looks through all of them each time.
/// </summary>
internal sealed class VirtualClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly PriorityQueue<(Timer Timer, int Version), (long Due, long Order)> _due = new();
    private long _now;
    private long _order;

    /// <summary>How many timers were ever made.</summary>
    public long Created { get; private set; }

    /// <summary>How many wait to go off.</summary>
    public int Live { get; private set; }

    public TimeSpan Elapsed => new(_now);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Created++;
        Timer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets every timer go off that is due up to a time.</summary>
    public void AdvanceTo(TimeSpan time)
    {
        while (_due.TryPeek(out (Timer Timer, int Version) next, out (long Due, long Order) at) && at.Due <= time.Ticks)
        {
            _due.Dequeue();
            _now = Math.Max(_now, at.Due);
            next.Timer.Fire(next.Version);
        }

        _now = time.Ticks;
    }

    private sealed class Timer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        // What stands in the heap under an older version was changed or disposed of since.
        private int _version;
        private bool _isSet;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _version++;
            Set(dueTime >= TimeSpan.Zero);
            if (_isSet)
            {
                clock._due.Enqueue((this, _version), (clock._now + dueTime.Ticks, clock._order++));
            }

            return true;
        }

        public void Fire(int version)
        {
            if (version == _version && _isSet)
            {
                Set(false);
                callback(state);
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(bool isSet)
        {
            clock.Live += (isSet ? 1 : 0) - (_isSet ? 1 : 0);
            _isSet = isSet;
        }
    }
}
