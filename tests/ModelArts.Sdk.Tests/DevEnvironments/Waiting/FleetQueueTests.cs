using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>The queue of the free flavors in a wait for many, and the progress of each.</summary>
public sealed class FleetQueueTests
{
    private static readonly WaitOptions Starting = new() { StartWhenReady = true };

    [Fact]
    public async Task WaitAllAsync_EveryPoll_IsReportedForEachInstance()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations =
        [
            scenario.Add("a", InstanceGoal.Running, "CREATE_QUEUING", "CREATING", "RUNNING"),
            scenario.Add("b", InstanceGoal.Stopped, "STOPPING", "STOPPED"),
        ];

        await scenario.WaitAllAsync(operations);

        Assert.Equal(
            [
                ("a", InstanceGoal.Running, "CREATE_QUEUING", 1, 3), ("b", InstanceGoal.Stopped, "STOPPING", 1, null),
                ("a", InstanceGoal.Running, "CREATING", 2, null), ("b", InstanceGoal.Stopped, "STOPPED", 2, null),
                ("a", InstanceGoal.Running, "RUNNING", 3, default(int?)),
            ],
            scenario.Progress.Select(report => (report.InstanceId, report.Goal, report.Status.Value, report.Polls, report.QueueRank)));
        Assert.Equal(TimeSpan.FromMinutes(10), scenario.Progress[0].QueueRemaining);
        Assert.Equal([0, 0, 2, 2, 4], scenario.Progress.Select(report => report.Elapsed.TotalSeconds));
    }

    [Fact]
    public async Task WaitAllAsync_ReadyForSeveralPolls_IsStartedOnceForAllThatWaitForIt()
    {
        using FleetScenario scenario = new();
        InstanceOperation first = scenario.Add("a", InstanceGoal.Running, "START_QUEUING", "READY_TO_START", "READY_TO_START", "STARTING", "RUNNING");
        InstanceOperation second = scenario.Client.GetOperation("a", InstanceGoal.Running);
        InstanceOperation other = scenario.Add("b", InstanceGoal.Running, "READY_TO_START", "STARTING", "RUNNING");
        InstanceOperation leaving = scenario.Add("c", InstanceGoal.Stopped, "READY_TO_START", "READY_TO_START", "STOPPED");

        await scenario.WaitAllAsync([first, second, other, leaving], Starting);

        Assert.Single(scenario.Sent, "start a");
        Assert.Single(scenario.Sent, "start b");
        Assert.DoesNotContain("start c", scenario.Sent);
        Assert.All([first, second, other, leaving], operation => Assert.True(operation.HasSucceeded));
    }

    [Fact]
    public async Task WaitAllAsync_ReadyAndNotToBeStarted_OnlyWaits()
    {
        using FleetScenario scenario = new();
        InstanceOperation operation = scenario.Add("a", InstanceGoal.Running, "READY_TO_START", "RUNNING");

        await scenario.WaitAllAsync([operation]);

        Assert.Equal(["get a", "get a"], scenario.Sent);
    }

    [Theory]
    [InlineData("ModelArts.6329", 1)]
    [InlineData("ModelArts.6101", 6)]
    public async Task WaitAllAsync_StartOfOneFails_IsItsFailureAndTheOtherGoesOn(string code, int tries)
    {
        using FleetScenario scenario = new();
        InstanceOperation bad = scenario.Add("bad", InstanceGoal.Running, "READY_TO_START");
        InstanceOperation good = scenario.Add("good", InstanceGoal.Running, "READY_TO_START", "STARTING", "RUNNING");
        scenario.OnRequest = (what, _) => what == "start bad" ? Task.FromResult(Answer.Error(HttpStatusCode.BadRequest, code)()) : null;

        await scenario.WaitAllAsync([bad, good], Starting);

        Assert.Equal(code, Assert.IsType<ModelArtsApiException>(bad.Failure).ErrorCode.Value);
        Assert.Equal(tries, scenario.Sent.Count(sent => sent == "start bad"));
        Assert.True(good.HasSucceeded);
    }
}
