using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

public sealed class WaitDeadlineTests
{
    private static readonly WaitOptions OneMinute = new() { Timeout = TimeSpan.FromSeconds(61) };

    [Fact]
    public async Task WaitAsync_NeverRunning_TimesOutWithWhatIsKnown()
    {
        using WaitScenario scenario = new(Answer.Status("STARTING"));

        WaitTimeoutException exception = await Assert.ThrowsAsync<WaitTimeoutException>(() => scenario.WaitAsync(OneMinute));

        Assert.Equal(Answer.InstanceId, exception.InstanceId);
        Assert.Equal(InstanceGoal.Running, exception.Goal);
        Assert.Equal(InstanceStatus.Starting, exception.LastStatus);
        Assert.Equal(TimeSpan.FromSeconds(61), exception.Timeout);
        Assert.Null(exception.InnerException);
        Assert.Equal(
            "Instance DE-1 was not Running within 00:01:01; it was STARTING when last seen. It goes on and may be billed: wait longer, or delete it.",
            exception.Message);
        Assert.DoesNotContain(scenario.Transport.Requests, request => request.Method == HttpMethod.Delete);
    }

    [Fact]
    public async Task WaitAsync_Default_TimesOutAfter30Minutes()
    {
        using WaitScenario scenario = new(Answer.Status("CREATING"));

        WaitTimeoutException exception = await Assert.ThrowsAsync<WaitTimeoutException>(() => scenario.WaitAsync());

        Assert.Equal(TimeSpan.FromMinutes(30), exception.Timeout);
        Assert.Equal(30, Total(scenario.Clock.Pauses).TotalMinutes, tolerance: 0.01);
    }

    [Fact]
    public async Task WaitAsync_PauseWouldPassTheDeadline_LooksOnceMoreShortlyBeforeIt()
    {
        using WaitScenario scenario = new(Answer.Status("CREATING"));

        await Assert.ThrowsAsync<WaitTimeoutException>(() => scenario.WaitAsync(OneMinute));

        InstanceProgress last = scenario.Progress.Last(progress => progress.Elapsed < OneMinute.Timeout);
        Assert.Equal(59, last.Elapsed.TotalSeconds, tolerance: 0.01);
    }

    [Fact]
    public async Task WaitAsync_RunningAtTheLastLook_Succeeds()
    {
        using WaitScenario scenario = new();
        scenario.OnPoll = (_, _) => Task.FromResult(
            Answer.Status(scenario.Clock.GetUtcNow().Second + (scenario.Clock.GetUtcNow().Minute * 60) >= 58 ? "RUNNING" : "CREATING")());

        DevEnvironmentInstance instance = await scenario.WaitAsync(OneMinute);

        Assert.Equal(InstanceStatus.Running, instance.Status);
    }

    [Fact]
    public async Task WaitAsync_RetryAfterBeyondTheDeadline_StillLooksOnceMore()
    {
        using WaitScenario scenario = new(Answer.Error(HttpStatusCode.ServiceUnavailable, null, "86400"), Answer.Status("RUNNING"));

        await scenario.WaitAsync(OneMinute);

        Assert.Equal([TimeSpan.FromSeconds(59)], scenario.Clock.Pauses);
    }

    [Fact]
    public async Task WaitAsync_LastPollFailed_TheErrorIsTheCause()
    {
        using WaitScenario scenario = new(Answer.Status("CREATING"), Answer.Error(HttpStatusCode.ServiceUnavailable, null, "86400"));

        WaitTimeoutException exception = await Assert.ThrowsAsync<WaitTimeoutException>(() => scenario.WaitAsync(OneMinute));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.IsType<ModelArtsApiException>(exception.InnerException).StatusCode);
        Assert.Contains("The last poll failed.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_NoPollEverAnswered_TheStatusOfTheCreationIsTheLastSeen()
    {
        using WaitScenario scenario = new();
        scenario.OnPoll = static (_, cancellationToken) => Never.AnswerAsync(cancellationToken);
        InstanceOperation operation = await scenario.CreateAsync();
        Task<DevEnvironmentInstance> wait = scenario.WaitAsync(operation, OneMinute, TestContext.Current.CancellationToken);

        scenario.Clock.Advance(TimeSpan.FromSeconds(61));

        WaitTimeoutException exception = await Assert.ThrowsAsync<WaitTimeoutException>(() => wait);
        Assert.Equal(InstanceStatus.Creating, exception.LastStatus);
        Assert.Equal(1, scenario.Polls);
    }

    [Fact]
    public async Task WaitAsync_InfiniteTimeout_WaitsAsLongAsItTakes()
    {
        using WaitScenario scenario = new([.. Enumerable.Repeat(Answer.Status("CREATING"), 300), Answer.Status("RUNNING")]);

        await scenario.WaitAsync(new WaitOptions { Timeout = Timeout.InfiniteTimeSpan });

        Assert.True(Total(scenario.Clock.Pauses) > TimeSpan.FromHours(2));
    }

    [Fact]
    public void WaitTimeoutException_EndlessStatus_IsShortened()
    {
        WaitTimeoutException exception = new("DE-1", InstanceGoal.Running, new string('x', 9000), TimeSpan.FromMinutes(1));

        Assert.True(exception.Message.Length < 250);
    }

    [Fact]
    public void WaitTimeoutException_NoStatus_SaysSo() => Assert.Contains(
        "its status is not known",
        new WaitTimeoutException("DE-1", InstanceGoal.Running, default, TimeSpan.FromMinutes(1)).Message,
        StringComparison.Ordinal);

    private static TimeSpan Total(IEnumerable<TimeSpan> pauses) => TimeSpan.FromTicks(pauses.Sum(pause => pause.Ticks));
}
