namespace ModelArts.Sdk.Testing.Time;

/// <summary>
/// The clock of a simulator: another one, and how far it was moved ahead of that. Timers made with it follow when it is moved. With an
/// offset of zero it is the other clock. Thread-safe.
/// </summary>
internal sealed class SimulatorClock(TimeProvider inner) : TimeProvider
{
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

    /// <summary>
    /// Moves it ahead. Timers that are due by then are called before this returns, in the order in which they are due; others come that
    /// much earlier.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _offsetTicks, by.Ticks);
        TimeSpan now = Elapsed;
        while (NextDue(now) is { } timer)
        {
            timer.FireIfDue(now);
        }

        foreach (SimulatorTimer timer in Armed())
        {
            timer.Rearm();
        }
    }

    internal void Note(SimulatorTimer timer, bool armed)
    {
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
