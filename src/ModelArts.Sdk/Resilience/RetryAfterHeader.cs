using System.Net.Http.Headers;

namespace ModelArts.Sdk.Resilience;

/// <summary>How long the service asks to wait.</summary>
internal static class RetryAfterHeader
{
    /// <summary>The time from now on; <see langword="null"/> where the header is absent, garbage, or lies in the past.</summary>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider timeProvider)
    {
        // Most answers have none: then nothing is parsed.
        if (!response.Headers.NonValidated.Contains("Retry-After") || response.Headers.RetryAfter is not { } header)
        {
            return null;
        }

        TimeSpan? delay = header.Delta ?? header.Date - Now(response.Headers, timeProvider);
        return delay >= TimeSpan.Zero ? delay : null;
    }

    // A date is the service's own time: beside its own clock it says how long, whatever the clock of this machine says.
    private static DateTimeOffset Now(HttpResponseHeaders headers, TimeProvider timeProvider) => headers.Date ?? timeProvider.GetUtcNow();
}
