using System.Globalization;
using System.Net;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>How long it is until another attempt.</summary>
public sealed class RetryPauseTests
{
    private static readonly Func<HttpResponseMessage> BadGateway = Answer.Error(HttpStatusCode.BadGateway);

    [Fact]
    public async Task GetAsync_EachFailure_PausesTwiceAsLongAtMostUpToTheCap()
    {
        using RetryScenario scenario = new(
            options =>
            {
                options.Jitter = static () => 0.999_999_999;
                options.Retry.MaxAttempts = 10;
            },
            BadGateway);

        await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.GetAsync());

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 20, 20, 20], Gaps(scenario).Select(gap => Math.Round(gap, 3)));
    }

    [Fact]
    public async Task GetAsync_SameSeed_PausesAlike()
    {
        double[] first = await PausesAsync(42);
        double[] second = await PausesAsync(42);
        double[] other = await PausesAsync(43);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Random random = new(42);
        Assert.Equal(
            [0.5 * random.NextDouble(), 1 * random.NextDouble(), 2 * random.NextDouble()],
            first,
            static (expected, actual) => Math.Abs(expected - actual) <= 0.001);
    }

    [Fact]
    public void Next_FullJitter_CoversTheWholeOfTheLimit()
    {
        Backoff none = new(new ModelArtsRetryOptions(), static () => 0);
        Backoff most = new(new ModelArtsRetryOptions(), static () => 1);

        Assert.Equal(TimeSpan.Zero, none.Next(3));
        Assert.Equal(TimeSpan.FromSeconds(2), most.Next(3));
        Assert.Equal(TimeSpan.FromSeconds(1), none.Steady(3));
        Assert.Equal(TimeSpan.FromSeconds(2), most.Steady(3));
        Assert.Equal(TimeSpan.FromSeconds(20), most.Next(int.MaxValue));
        Assert.Equal(TimeSpan.FromSeconds(7), none.Next(1, TimeSpan.FromSeconds(7)));
        Assert.Equal(TimeSpan.FromSeconds(7.5), most.Next(1, TimeSpan.FromSeconds(7)));
        Assert.Equal(TimeSpan.MaxValue, most.Next(1, TimeSpan.MaxValue));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("-7", 0)]
    [InlineData("soon", 0)]
    [InlineData("", 0)]
    [InlineData("7.5", 0)]
    [InlineData("+30 s", 30)]
    [InlineData("-30 s", 0)]
    public async Task GetAsync_RetryAfter_IsWaitedForUnlessItIsPastOrGarbage(string value, int seconds)
    {
        using RetryScenario scenario = new(Limited(value, TimeSpan.Zero), Answer.Status("RUNNING"));

        await scenario.GetAsync();

        Assert.Equal([0, seconds], scenario.Seconds);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task GetAsync_RetryAfterAsADateOfAClockThatIsOff_CountsFromThatClock(int hours)
    {
        using RetryScenario scenario = new(Limited("+30 s", TimeSpan.FromHours(hours)), Answer.Status("RUNNING"));

        await scenario.GetAsync();

        Assert.Equal([0, 30], scenario.Seconds);
    }

    [Fact]
    public async Task GetAsync_RetryAfterAsADateWithoutADate_CountsFromTheOwnClock()
    {
        using RetryScenario scenario = new(Answer.Error(HttpStatusCode.ServiceUnavailable, retryAfter: "Thu, 01 Jan 2026 00:00:30 GMT"), Answer.Status("RUNNING"));

        await scenario.GetAsync();

        Assert.Equal([0, 30], scenario.Seconds);
    }

    [Theory]
    [InlineData("86400")]
    [InlineData("180")]
    [InlineData("+86400 s")]
    public async Task GetAsync_RetryAfterBeyondTheDeadline_FailsAtOnceAndCarriesIt(string value)
    {
        using RetryScenario scenario = new(Limited(value, TimeSpan.Zero));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.GetAsync());

        Assert.Equal(TimeSpan.FromSeconds(int.Parse(value.AsSpan().Trim("+ s"), CultureInfo.InvariantCulture)), exception.RetryAfter);
        Assert.Equal([0], scenario.Seconds);
        Assert.Equal(TimeSpan.Zero, scenario.Clock.Elapsed);
    }

    [Fact]
    public async Task GetAsync_RetryAfterWithinTheDeadline_MayBeLongerThanTheCap()
    {
        using RetryScenario scenario = new(Limited("170", TimeSpan.Zero), Answer.Status("RUNNING"));

        await scenario.GetAsync();

        Assert.Equal([0, 170], scenario.Seconds);
    }

    [Fact]
    public async Task GetAsync_RetryAfterBeyondWhatIsLeft_FailsAtOnce()
    {
        using RetryScenario scenario = new(Limited("100", TimeSpan.Zero), Limited("81", TimeSpan.Zero));

        await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.GetAsync());

        Assert.Equal([0, 100], scenario.Seconds);
        Assert.Equal(100, scenario.Clock.Elapsed.TotalSeconds);
    }

    private static async Task<double[]> PausesAsync(int seed)
    {
        Random random = new(seed);
        using RetryScenario scenario = new(options => options.Jitter = random.NextDouble, BadGateway);
        await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.GetAsync());
        return [.. Gaps(scenario)];
    }

    private static IEnumerable<double> Gaps(RetryScenario scenario) =>
        scenario.Seconds.Zip(scenario.Seconds.Skip(1), static (before, after) => after - before);

    // Seconds with a sign and a unit stand for a date that is so far from that of the answer.
    private static Func<HttpResponseMessage> Limited(string retryAfter, TimeSpan clockOffset) => () =>
    {
        DateTimeOffset now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + clockOffset;
        string value = retryAfter.EndsWith('s')
            ? now.AddSeconds(int.Parse(retryAfter.AsSpan(0, retryAfter.Length - 2), CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture)
            : retryAfter;
        HttpResponseMessage response = Answer.Error(HttpStatusCode.ServiceUnavailable, retryAfter: value)();
        response.Headers.Date = now;
        return response;
    };
}
