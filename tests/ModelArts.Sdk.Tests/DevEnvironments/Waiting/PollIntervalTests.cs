using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>How long a wait pauses between polls, as the service would see it.</summary>
public sealed class PollIntervalTests
{
    private static readonly Func<HttpResponseMessage> Creating = Answer.Status("CREATING");
    private static readonly Func<HttpResponseMessage> Running = Answer.Status("RUNNING");

    [Fact]
    public async Task WaitAsync_StatusUnchanged_PausesGrowByHalfFrom2To30Seconds()
    {
        using WaitScenario scenario = new([.. Enumerable.Repeat(Creating, 9), Running]);

        await scenario.WaitAsync();

        Assert.Equal([2, 3, 4.5, 6.75, 10.125, 15.187, 22.781, 30, 30], scenario.Clock.Pauses.Select(ToSeconds));
    }

    [Fact]
    public async Task WaitAsync_StatusChanges_PausesBeginAnew()
    {
        using WaitScenario scenario = new(Creating, Creating, Creating, Answer.Status("STARTING"), Answer.Status("STARTING"), Running);

        await scenario.WaitAsync();

        Assert.Equal([2, 3, 4.5, 2, 3], scenario.Clock.Pauses.Select(ToSeconds));
    }

    [Fact]
    public async Task WaitAsync_IntervalsOfTheCaller_AreKept()
    {
        using WaitScenario scenario = new(Creating, Creating, Creating, Running);

        await scenario.WaitAsync(new WaitOptions { MinInterval = TimeSpan.FromSeconds(10), MaxInterval = TimeSpan.FromSeconds(12) });

        Assert.Equal([10, 12, 12], scenario.Clock.Pauses.Select(ToSeconds));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(17, 17)]
    [InlineData(600, 30)]
    public async Task WaitAsync_RemainingTimeInTheQueue_IsThePauseWithinTheIntervals(long remaining, double pause)
    {
        using WaitScenario scenario = new(
            Answer.Queue("CREATE_QUEUING", 2, remaining), Answer.Queue("CREATE_QUEUING", 1, remaining), Running);

        await scenario.WaitAsync();

        Assert.Equal([pause, pause], scenario.Clock.Pauses.Select(ToSeconds));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task WaitAsync_QueueIsOverdue_PausesGrowAsWithoutIt(long remaining)
    {
        Func<HttpResponseMessage> overdue = Answer.Queue("CREATE_QUEUING", 1, remaining);
        using WaitScenario scenario = new(overdue, overdue, overdue, Running);

        await scenario.WaitAsync();

        Assert.Equal([2, 3, 4.5], scenario.Clock.Pauses.Select(ToSeconds));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.5, 1.8)]
    [InlineData(0.999999, 1.6)]
    public async Task WaitAsync_Jitter_TakesOffUpToAFifth(double random, double pause)
    {
        using WaitScenario scenario = new(() => random, Creating, Running);

        await scenario.WaitAsync();

        Assert.Equal(pause, ToSeconds(Assert.Single(scenario.Clock.Pauses)), tolerance: 0.0011);
    }

    [Theory]
    [InlineData("45", 45)]
    [InlineData("1", 2)]
    [InlineData("0", 2)]
    [InlineData("Thu, 01 Jan 2026 00:00:40 GMT", 40)]
    [InlineData("Wed, 31 Dec 2025 00:00:00 GMT", 2)]
    [InlineData("soon", 2)]
    public async Task WaitAsync_RetryAfter_IsRespectedWhereItIsLonger(string retryAfter, double pause)
    {
        using WaitScenario scenario = new(Answer.Error(HttpStatusCode.TooManyRequests, "ModelArts.6101", retryAfter), Running);

        await scenario.WaitAsync();

        Assert.Equal([pause], scenario.Clock.Pauses.Select(ToSeconds));
    }

    [Theory]
    [InlineData("86400")]
    [InlineData("2147483647")]
    public async Task WaitAsync_RetryAfterOfADayOrMore_IsTakenForAnHour(string retryAfter)
    {
        using WaitScenario scenario = new(Answer.Error(HttpStatusCode.TooManyRequests, "ModelArts.6101", retryAfter), Running);

        await scenario.WaitAsync(new WaitOptions { Timeout = Timeout.InfiniteTimeSpan });

        Assert.Equal([3600], scenario.Clock.Pauses.Select(ToSeconds));
    }

    [Fact]
    public async Task WaitAsync_RetryAfterOfAnEarlierPoll_IsForgotten()
    {
        using WaitScenario scenario = new(Answer.Error(HttpStatusCode.TooManyRequests, null, "45"), Creating, Running);

        await scenario.WaitAsync();

        Assert.True(ToSeconds(scenario.Clock.Pauses[1]) < 5);
    }

    [Fact]
    public async Task WaitAsync_Errors_GrowThePauseToo()
    {
        using WaitScenario scenario = new(Answer.NoConnection(), Answer.NoConnection(), Answer.NoConnection(), Running);

        await scenario.WaitAsync();

        Assert.Equal([2, 3, 4.5], scenario.Clock.Pauses.Select(ToSeconds));
    }

    private static double ToSeconds(TimeSpan pause) => Math.Round(pause.TotalSeconds, 3);
}
