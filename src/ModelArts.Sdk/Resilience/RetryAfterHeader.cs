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

        // A date is the service's own time: beside the service's clock it says how long, however wrong the clock of this machine is.
        TimeSpan? delay = header.Delta ?? header.Date - (response.Headers.Date ?? timeProvider.GetUtcNow());
        return delay >= TimeSpan.Zero ? delay : null;
    }
}
