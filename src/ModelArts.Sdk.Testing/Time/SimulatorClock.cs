namespace ModelArts.Sdk.Testing.Time;

/// <summary>
/// The clock of a simulator: another one, and how far it was moved ahead of that. Timers made with it follow when it is moved. With an
/// offset of zero it is the other clock. Thread-safe.
/// </summary>
internal sealed class SimulatorClock(TimeProvider inner) : TimeProvider
{
    /// <summary>After so many pauses it goes the rest of the way at once: a client that pauses for a millisecond would hold it up forever.</summary>
    private const int MaxSteps = 1000;

    private readonly HashSet<SimulatorTimer> _armed = [];
    private long _offsetTicks;

    /// <summary>How far it is ahead of the clock below it.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    /// <summary>The time that timers are measured in: unlike that of day, it never goes back.</summary>
    internal TimeSpan Elapsed => inner.GetElapsedTime(0, inner.GetTimestamp()) + Offset;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Offset;

    public override long GetTimestamp() =>
        inner.GetTimestamp() + (long)(Offset.Ticks * ((double)inner.TimestampFrequency / TimeSpan.TicksPerSecond));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        SimulatorTimer timer = new(this, inner, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>What happens on this clock and around it.</summary>
    public SimulatorActivity Activity { get; } = new();

    /// <summary>
    /// Moves it ahead in one step. Timers that are due by then are called before this returns, in the order in which they are due;
    /// others come that much earlier.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _offsetTicks, by.Ticks);
        FireDue();
        foreach (SimulatorTimer timer in Armed())
        {
            timer.Rearm();
        }
    }

    /// <summary>
    /// Moves it ahead from timer to timer, and lets whoever was called do its work before it goes on: a client that pauses five times in
    /// that time does so five times, and none of its limits strikes while it is waiting for an answer.
    /// </summary>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        TimeSpan left = by;
        for (int step = 0; ; step++)
        {
            await Activity.SettleAsync(cancellationToken).ConfigureAwait(false);
            if ((step >= MaxSteps ? null : Armed().Min(static timer => timer.Due)) is not { } next || next - Elapsed > left)
            {
                break;
            }

            TimeSpan until = next > Elapsed ? next - Elapsed : TimeSpan.Zero;
            Advance(until);
            left -= until;
        }

        Advance(left);
        await Activity.SettleAsync(cancellationToken).ConfigureAwait(false);
    }

    private void FireDue()
    {
        TimeSpan now = Elapsed;
        while (NextDue(now) is { } timer)
        {
            timer.FireIfDue(now);
        }
    }

    internal void Note(SimulatorTimer timer, bool armed)
    {
        Activity.Note();
        lock (_armed)
        {
            // Only those that will be called are held: whoever drops a timer without disposing of it leaves nothing behind.
            _ = armed ? _armed.Add(timer) : _armed.Remove(timer);
        }
    }

    private SimulatorTimer? NextDue(TimeSpan now) => Armed().Where(timer => timer.Due <= now).MinBy(static timer => timer.Due);

    private SimulatorTimer[] Armed()
    {
        lock (_armed)
        {
            return [.. _armed];
        }
    }
}
