using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ModelArts.Sdk.Tests.Time;

/// <summary>
/// A clock that is driven by the timers that the code under test sets: it goes forward only once a pause has begun, so a test
/// neither sleeps nor guesses. Timers of a known length are limits; they fire when the pauses have brought the clock that far.
/// </summary>
internal sealed class TimerClock : FakeTimeProvider
{
    private const int MaxPauses = 5000;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();
    private readonly HashSet<TimeSpan> _limits;
    private readonly List<TimeSpan> _pauses = [];

    public TimerClock(params TimeSpan[] limits)
        : base(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) => _limits = [.. limits, Timeout.InfiniteTimeSpan];

    /// <summary>The pauses that were made while the clock ran.</summary>
    public IReadOnlyList<TimeSpan> Pauses => _pauses;

    public void AddLimit(TimeSpan limit) => _limits.Add(limit);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Runs until the task has ended, and passes on how.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            await NextPauseAsync(task);
        }

        return await task;
    }

    /// <summary>Waits until a pause has begun, and lets it pass; ends early with the task.</summary>
    public async Task NextPauseAsync(Task task)
    {
        if (await PauseBeginsAsync(task) is { } pause)
        {
            _pauses.Add(pause);
            Assert.True(_pauses.Count <= MaxPauses, "The code under test pauses without end.");
            Advance(pause);
        }
    }

    /// <summary>Waits until a pause has begun; the clock stands still. <see langword="null"/>: the task has ended instead.</summary>
    public async Task<TimeSpan?> PauseBeginsAsync(Task task)
    {
        while (true)
        {
            while (_timers.Reader.TryRead(out TimeSpan due))
            {
                if (!_limits.Contains(due))
                {
                    return due;
                }
            }

            Task<bool> timer = _timers.Reader.WaitToReadAsync().AsTask();
            if (await Task.WhenAny(task, timer).WaitAsync(Guard) == task)
            {
                return null;
            }
        }
    }
}
