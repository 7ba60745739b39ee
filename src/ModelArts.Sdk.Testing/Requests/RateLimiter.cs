using System.Globalization;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>How many requests a user has left in the current window of time. Thread-safe.</summary>
internal sealed class RateLimiter(int limit, SimulatorRateLimitWindow window, TimeProvider clock)
{
    private readonly Dictionary<string, WindowUse> _used = new(StringComparer.Ordinal);
    private readonly string _unit = window switch
    {
        SimulatorRateLimitWindow.Minute => "minute",
        SimulatorRateLimitWindow.Hour => "hour",
        _ => "day",
    };

    private TimeSpan Length => window switch
    {
        SimulatorRateLimitWindow.Minute => TimeSpan.FromMinutes(1),
        SimulatorRateLimitWindow.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    /// <summary>Counts a request: what it is refused with, if it is one too many, and the headers of its answer.</summary>
    public (ServiceError? Refusal, IReadOnlyList<KeyValuePair<string, string>> Headers) Count(string user)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset start = new(now.UtcTicks - (now.UtcTicks % Length.Ticks), TimeSpan.Zero);
        int used;
        lock (_used)
        {
            // Refused ones count as well, but never beyond what an int can hold.
            used = _used.TryGetValue(user, out WindowUse? last) && last.Window == start ? last.Used : 0;
            used = Math.Min(used, limit) + 1;
            _used[user] = new WindowUse(start, used);
        }

        List<KeyValuePair<string, string>> headers =
        [
            new("X-ratelimit", Text(limit)),

            // What is left, whatever its name says: so the service describes it.
            new("X-ratelimit-used", Text(Math.Max(limit - used, 0))),
            new("X-ratelimit-window", _unit),
        ];
        if (used <= limit)
        {
            return (null, headers);
        }

        headers.Add(new("Retry-After", Text((int)Math.Ceiling((start + Length - now).TotalSeconds))));
        return (ServiceErrors.Throttled(limit, _unit), headers);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record WindowUse(DateTimeOffset Window, int Used);
}
