namespace ModelArts.Sdk.DevEnvironments;

/// <summary>How long to pause between two polls.</summary>
internal static class PollInterval
{
    private const double Growth = 1.5;
    private const double MaxJitter = 0.2;

    // A header of a day, or of a century, is a mistake of the service's: it must not put a wait to sleep.
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromHours(1);

    /// <summary>The next pause.</summary>
    /// <param name="options">The shortest and the longest pause.</param>
    /// <param name="unchangedPolls">How many polls in a row have found the same status, less one.</param>
    /// <param name="queueRemaining">How long the service expects the instance to queue.</param>
    /// <param name="retryAfter">How long the service has asked to be left in peace.</param>
    /// <param name="untilDeadline">How long is left; <see langword="null"/> where there is no deadline.</param>
    /// <param name="random">From 0 to below 1.</param>
    public static TimeSpan Next(
        WaitOptions options,
        int unchangedPolls,
        TimeSpan? queueRemaining,
        TimeSpan? retryAfter,
        TimeSpan? untilDeadline,
        double random)
    {
        // While it queues the service itself knows best: no use in asking before its turn comes, nor in coming late.
        // None left says that it does not know, or that the turn is overdue.
        TimeSpan pause = queueRemaining is { } queue && queue > TimeSpan.Zero
            ? Clamp(queue, options.MinInterval, options.MaxInterval)
            : Grown(options, unchangedPolls);
        pause *= 1 - (MaxJitter * random);

        if (retryAfter > pause)
        {
            pause = retryAfter < MaxRetryAfter ? retryAfter.Value : MaxRetryAfter;
        }

        // Whoever waits until a deadline wants a last look shortly before it rather than a pause that runs past it.
        if (untilDeadline is { } left && pause >= left)
        {
            pause = left > options.MinInterval ? left - options.MinInterval : left;
        }

        return pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }

    private static TimeSpan Grown(WaitOptions options, int unchangedPolls)
    {
        double ticks = options.MinInterval.Ticks * Math.Pow(Growth, unchangedPolls);
        return ticks < options.MaxInterval.Ticks ? TimeSpan.FromTicks((long)ticks) : options.MaxInterval;
    }

    private static TimeSpan Clamp(TimeSpan value, TimeSpan min, TimeSpan max) => value < min ? min : value > max ? max : value;
}
