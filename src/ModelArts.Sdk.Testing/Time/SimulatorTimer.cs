namespace ModelArts.Sdk.Testing.Time;

/// <summary>
/// A timer on a <see cref="SimulatorClock"/>: it waits on one of the clock below, which is set anew whenever time is moved. Nothing is
/// called while a lock is held: a clock below may call back at once.
/// </summary>
internal sealed class SimulatorTimer : ITimer
{
    /// <summary>Timers of the system come this much too early at times.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(20);

    private readonly object _gate = new();
    private readonly SimulatorClock _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ITimer _inner;
    private TimeSpan? _due;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private long _version;
    private bool _disposed;

    public SimulatorTimer(SimulatorClock clock, TimeProvider below, TimerCallback callback, object? state)
    {
        (_clock, _callback, _state) = (clock, callback, state);
        _inner = below.CreateTimer(static timer => ((SimulatorTimer)timer!).OnInner(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>When it is called next, by <see cref="SimulatorClock.Elapsed"/>; <see langword="null"/>: not at all.</summary>
    public TimeSpan? Due
    {
        get
        {
            lock (_gate)
            {
                return _due;
            }
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return false;
            }

            _period = period;
            Arm(dueTime == Timeout.InfiniteTimeSpan ? null : _clock.Elapsed + dueTime);
        }

        Rearm();
        return true;
    }

    /// <summary>Sets the timer below to what is left, again where that has changed in the meantime.</summary>
    public void Rearm()
    {
        long version;
        do
        {
            TimeSpan left;
            lock (_gate)
            {
                version = _version;
                left = _disposed || _due is not { } due ? Timeout.InfiniteTimeSpan : Max(due - _clock.Elapsed, TimeSpan.Zero);
            }

            _inner.Change(left, Timeout.InfiniteTimeSpan);
        }
        while (Interlocked.Read(ref _version) != version);
    }

    /// <summary>Calls back where it is due by a time; of several that ask at once, one does.</summary>
    public bool FireIfDue(TimeSpan now)
    {
        lock (_gate)
        {
            if (_disposed || _due is not { } due || due > now)
            {
                return false;
            }

            Arm(_period > TimeSpan.Zero ? due + _period : null);
        }

        _callback(_state);
        return true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Arm(null);
        }

        _inner.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void OnInner()
    {
        FireIfDue(_clock.Elapsed + Tolerance);
        if (Due is not null)
        {
            Rearm();
        }
    }

    private void Arm(TimeSpan? due)
    {
        _due = due;
        Interlocked.Increment(ref _version);
        _clock.Note(this, due is not null);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
