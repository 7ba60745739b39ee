using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>The queue of the free flavors: progress, and the start of what has come to its head.</summary>
public sealed class QueueTests
{
    private static readonly WaitOptions Starting = new() { StartWhenReady = true };
    private static readonly Func<HttpResponseMessage> Ready = Answer.Status("READY_TO_START");
    private static readonly Func<HttpResponseMessage> Running = Answer.Status("RUNNING");
    private static readonly Func<HttpResponseMessage> Conflict = Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6357");

    [Theory]
    [InlineData("CREATE_QUEUING")]
    [InlineData("START_QUEUING")]
    [InlineData("READY_TO_START")]
    public async Task WaitAsync_Queues_ReportsRankAndRemainingTime(string status)
    {
        using LifecycleScenario scenario = new() { Gets = [Answer.Queue(status, 4, 90), Running] };
        List<InstanceProgress> progress = [];

        await WaitAsync(scenario, new WaitOptions { Progress = new Recorder(progress) });

        Assert.Equal([(status, 4, 90.0), ("RUNNING", null, null)], progress.Select(
            report => (report.Status.Value, report.QueueRank, report.QueueRemaining?.TotalSeconds)));
    }

    [Fact]
    public async Task WaitAsync_ReadyAndNotToBeStarted_OnlyWaits()
    {
        using LifecycleScenario scenario = new() { Gets = [Ready, Ready, Running] };

        await WaitAsync(scenario, new WaitOptions());

        Assert.Equal(["GET", "GET", "GET"], scenario.Sent);
    }

    [Fact]
    public async Task WaitAsync_ReadyForSeveralPolls_IsStartedOnce()
    {
        using LifecycleScenario scenario = new() { Gets = [Answer.Status("START_QUEUING"), Ready, Ready, Ready, Answer.Status("STARTING"), Running] };

        await WaitAsync(scenario, Starting);

        Assert.Equal(["GET", "GET", "start", "GET", "GET", "GET", "GET"], scenario.Sent);
    }

    [Fact]
    public async Task WaitAsync_BackInTheQueueAndReadyAgain_IsStartedAgain()
    {
        using LifecycleScenario scenario = new() { Gets = [Ready, Answer.Status("START_QUEUING"), Ready, Running] };

        await WaitAsync(scenario, Starting);

        Assert.Equal(2, scenario.Sent.Count(sent => sent == "start"));
    }

    [Fact]
    public async Task WaitAsync_ReadyButToBeStoppedOrDeleted_IsNotStarted()
    {
        using LifecycleScenario scenario = new() { Gets = [Ready, Answer.Status("DELETED")] };

        await scenario.Clock.RunAsync(scenario.Client.GetOperation(Answer.InstanceId, InstanceGoal.Deleted).WaitAsync(
            Starting, TestContext.Current.CancellationToken));

        Assert.Equal(["GET", "GET"], scenario.Sent);
    }

    [Fact]
    public async Task WaitAsync_StartFailsForAMoment_IsTriedAgain()
    {
        using LifecycleScenario scenario = new() { Gets = [Ready, Ready, Ready, Ready, Running], Actions = [Answer.NoConnection(), Conflict, LifecycleScenario.Accepted] };
        List<InstanceProgress> progress = [];

        await WaitAsync(scenario, Starting with { Progress = new Recorder(progress) });

        // The conflict made it look whether somebody else had started it.
        Assert.Equal(["GET", "start", "GET", "start", "GET", "GET", "start", "GET"], scenario.Sent);
        Assert.Equal(2, progress.Count(report => report.Error is not null));
    }

    [Fact]
    public async Task WaitAsync_StartFailsSixTimes_IsThrown()
    {
        using LifecycleScenario scenario = new() { Gets = [Ready], Actions = [Answer.NoConnection()] };

        await Assert.ThrowsAsync<ModelArtsConnectionException>(() => WaitAsync(scenario, Starting));

        Assert.Equal(6, scenario.Sent.Count(sent => sent == "start"));
    }

    [Fact]
    public async Task WaitAsync_StartIsRefused_IsThrownAtOnce()
    {
        using LifecycleScenario scenario = new() { Gets = [Ready], Actions = [Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6329")] };

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => WaitAsync(scenario, Starting));

        Assert.Equal(ModelArtsErrorCode.FlavorSoldOut, exception.ErrorCode);
        Assert.Equal(["GET", "start"], scenario.Sent);
    }

    private static Task<DevEnvironmentInstance> WaitAsync(LifecycleScenario scenario, WaitOptions options) => scenario.Clock.RunAsync(
        scenario.Client.GetOperation(Answer.InstanceId, InstanceGoal.Running).WaitAsync(options, TestContext.Current.CancellationToken));

    private sealed class Recorder(List<InstanceProgress> reports) : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value) => reports.Add(value);
    }
}
