namespace ModelArts.Sdk.Resilience;

/// <summary>How long to pause before another attempt.</summary>
internal sealed class Backoff(ModelArtsRetryOptions options, Func<double> jitter)
{
    /// <summary>A random part of a limit that doubles with each attempt (full jitter), or what the service asks for.</summary>
    /// <param name="attempts">How many attempts were made.</param>
    /// <param name="retryAfter">How long the service has asked to wait; <see langword="null"/> where it has not.</param>
    public TimeSpan Next(int attempts, TimeSpan? retryAfter = null) => NotBefore(retryAfter, Limit(attempts) * jitter());

    /// <summary>The same for one who polls, and must not come back at once: at least half of the limit.</summary>
    public TimeSpan Steady(int attempts, TimeSpan? retryAfter = null) => NotBefore(retryAfter, Limit(attempts) * ((1 + jitter()) / 2));

    // From 1 millisecond to 10 minutes it is fewer than 20 doublings; a minute doubled 30 times is no overflow yet.
    private TimeSpan Limit(int attempts)
    {
        TimeSpan limit = options.BaseDelay * Math.Pow(2, Math.Min(attempts - 1, 30));
        return limit < options.MaxDelay ? limit : options.MaxDelay;
    }

    // Not before the time that the service names, and not all at that very time.
    private static TimeSpan NotBefore(TimeSpan? retryAfter, TimeSpan pause) => retryAfter is { } asked ? Sum(asked, pause) : pause;

    private static TimeSpan Sum(TimeSpan left, TimeSpan right) => left > TimeSpan.MaxValue - right ? TimeSpan.MaxValue : left + right;
}
