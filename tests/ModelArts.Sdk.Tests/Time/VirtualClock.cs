using System.Diagnostics;

namespace ModelArts.Sdk.Tests.Time;

/// <summary>
/// A clock that goes from one timer to the next as soon as the code under test waits for nothing else, so that minutes take
/// microseconds and limits strike among pauses as they would in earnest. For code whose network answers at once: then all of it runs
/// on one thread, and alike each time.
/// </summary>
internal sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(20);

    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private readonly object _lock = new();
    private long _order;
    private long _now;

    public VirtualClock()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed => new(Volatile.Read(ref _now));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + Elapsed;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <summary>Goes forward as if the code under test had been busy; timers on the way strike at the next pause.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        VirtualTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs code until it has ended, and passes on how.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> code) => Task.Run(async () =>
    {
        // On the thread pool there is no context that a continuation would have to go back to.
        Task<T> task = code();
        Stopwatch stuck = new();
        while (!task.IsCompleted)
        {
            if (Step())
            {
                stuck.Reset();
                continue;
            }

            stuck.Start();
            Assert.True(stuck.Elapsed < Guard, "The code under test waits for something that never comes.");
            await Task.Yield();
        }

        return await task;
    });

    private bool Step()
    {
        VirtualTimer? timer;
        lock (_lock)
        {
            do
            {
                if (!_timers.TryDequeue(out timer, out (long Due, long Order) at))
                {
                    return false;
                }

                if (timer.IsDueAt(at.Order))
                {
                    Volatile.Write(ref _now, Math.Max(_now, at.Due));
                    break;
                }
            }
            while (true);
        }

        timer.Strike();
        return true;
    }

    private long Schedule(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _timers.Enqueue(timer, (_now + dueTime.Ticks, ++_order));
            return _order;
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, Action callback) : ITimer
    {
        private long _order;

        // What was changed or disposed of since is in the queue still, and does not count.
        public bool IsDueAt(long order) => Volatile.Read(ref _order) == order;

        public void Strike() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.True(period <= TimeSpan.Zero, "Nothing here ticks.");
            Volatile.Write(ref _order, 0);
            if (dueTime >= TimeSpan.Zero)
            {
                Volatile.Write(ref _order, clock.Schedule(this, dueTime));
            }

            return true;
        }

        public void Dispose() => Volatile.Write(ref _order, 0);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
