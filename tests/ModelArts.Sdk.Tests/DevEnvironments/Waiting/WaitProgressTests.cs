using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

public sealed class WaitProgressTests
{
    [Fact]
    public async Task WaitAsync_EveryPoll_IsReportedWithTheTimeElapsed()
    {
        using WaitScenario scenario = new(Answer.Status("CREATING"), Answer.Status("CREATING"), Answer.Status("STARTING"), Answer.Status("RUNNING"));

        await scenario.WaitAsync();

        Assert.Equal(
            [(1, "CREATING", 0.0), (2, "CREATING", 2.0), (3, "STARTING", 5.0), (4, "RUNNING", 7.0)],
            scenario.Progress.Select(progress => (progress.Polls, progress.Status.Value, progress.Elapsed.TotalSeconds)));
        Assert.All(scenario.Progress, progress =>
        {
            Assert.Equal(Answer.InstanceId, progress.InstanceId);
            Assert.Equal(InstanceGoal.Running, progress.Goal);
            Assert.Null(progress.QueueRank);
            Assert.Null(progress.QueueRemaining);
            Assert.Null(progress.Error);
        });
    }

    [Fact]
    public async Task WaitAsync_InstanceQueues_RankAndRemainingTimeAreReported()
    {
        using WaitScenario scenario = new(
            Answer.Queue("CREATE_QUEUING", 7, 600), Answer.Queue("CREATE_QUEUING", 1, 5), Answer.Status("RUNNING"));

        await scenario.WaitAsync();

        Assert.Equal([7, 1, null], scenario.Progress.Select(progress => progress.QueueRank));
        Assert.Equal([600, 5, null], scenario.Progress.Select(progress => progress.QueueRemaining?.TotalSeconds));
    }

    [Fact]
    public async Task WaitAsync_PollFails_IsReportedWithTheErrorAndTheStatusBefore()
    {
        using WaitScenario scenario = new(Answer.Status("STARTING"), Answer.Error(HttpStatusCode.BadGateway), Answer.Status("RUNNING"));

        await scenario.WaitAsync();

        Assert.Equal(["STARTING", "STARTING", "RUNNING"], scenario.Progress.Select(progress => progress.Status.Value));
        Assert.Equal(HttpStatusCode.BadGateway, Assert.IsType<ModelArtsApiException>(scenario.Progress[1].Error).StatusCode);
        Assert.Null(scenario.Progress[2].Error);
    }

    [Fact]
    public async Task WaitAsync_FirstPollFails_ReportsTheStatusThatTheCreationGave()
    {
        using WaitScenario scenario = new(Answer.NoConnection(), Answer.Status("RUNNING"));

        await scenario.WaitAsync();

        Assert.Equal(InstanceStatus.Creating, scenario.Progress[0].Status);
    }

    [Fact]
    public async Task WaitAsync_InstanceFails_TheLastPollIsReportedToo()
    {
        using WaitScenario scenario = new(Answer.Status("CREATE_FAILED"));

        await Assert.ThrowsAsync<InstanceOperationFailedException>(() => scenario.WaitAsync());

        Assert.Equal(InstanceStatus.CreateFailed, Assert.Single(scenario.Progress).Status);
    }

    [Fact]
    public async Task WaitAsync_ProgressThrows_TheWaitEndsWithThat()
    {
        using WaitScenario scenario = new(Answer.Status("CREATING"));
        InstanceOperation operation = await scenario.CreateAsync();

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(
            () => operation.WaitAsync(new WaitOptions { Progress = new Thrower() }, TestContext.Current.CancellationToken));
    }

    private sealed class Thrower : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value) => throw new TimeZoneNotFoundException();
    }
}
