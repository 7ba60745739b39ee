using System.Globalization;
using System.Net;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>A Retry-After that has passed is ignored, however slow the own clock is.</summary>
public sealed class RetryAfterEdgeTests
{
    [Fact]
    public async Task GetAsync_RetryAfterThatHasPassedByTheServicesClock_IsIgnoredThoughTheOwnClockIsSlow()
    {
        // The own clock says 0:00.
        DateTimeOffset now = new(2026, 1, 1, 1, 0, 0, TimeSpan.Zero);
        using RetryScenario scenario = new(
            () =>
            {
                HttpResponseMessage response = Answer.Error(
                    HttpStatusCode.ServiceUnavailable, retryAfter: now.AddSeconds(-30).ToString("R", CultureInfo.InvariantCulture))();
                response.Headers.Date = now;
                return response;
            },
            Answer.Status("RUNNING"));

        await scenario.GetAsync();

        Assert.Equal([0, 0], scenario.Seconds);
    }
}
