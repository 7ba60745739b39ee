using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>What becomes of each operation in a wait for many.</summary>
public sealed class FleetOutcomeTests
{
    [Fact]
    public async Task WaitAllAsync_MixedGoals_ReturnsThemInTheirOrder()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations =
        [
            scenario.Add("runs", InstanceGoal.Running, "STARTING", "RUNNING"),
            scenario.Add("stops", InstanceGoal.Stopped, "RUNNING", "STOPPING", "STOPPED"),
            scenario.Add("goes", InstanceGoal.Deleted, "STOPPED", "DELETING", null),
            scenario.Add("went", InstanceGoal.Deleted, "DELETED"),
        ];

        IReadOnlyList<InstanceOperation> ended = await scenario.WaitAllAsync(operations);

        Assert.Equal(operations, ended);
        Assert.Equal(["RUNNING", "STOPPED", "DELETED", "DELETED"], ended.Select(operation => operation.Instance?.Status.Value));
        Assert.All(ended, operation =>
        {
            Assert.True(operation.HasSucceeded);
            Assert.Null(operation.Failure);
        });
    }

    [Fact]
    public async Task WaitAllAsync_SomeFail_TheRestAreFinishedAndEachSaysWhy()
    {
        using FleetScenario scenario = new();
        InstanceOperation good = scenario.Add("good", InstanceGoal.Running, "CREATING", "STARTING", "RUNNING");
        InstanceOperation bad = scenario.Add("bad", InstanceGoal.Running, "CREATING", "CREATE_FAILED");
        InstanceOperation gone = scenario.Add("gone", InstanceGoal.Running, "CREATING", null);

        await scenario.WaitAllAsync([bad, good, gone]);

        Assert.True(good.HasSucceeded);
        Assert.Null(good.Failure);
        Assert.False(bad.HasSucceeded);
        Assert.True(bad.HasCompleted);
        Assert.Equal(InstanceStatus.CreateFailed, Assert.IsType<InstanceOperationFailedException>(bad.Failure).Status);
        Assert.False(gone.HasSucceeded);
        Assert.Equal(InstanceStatus.Deleted, Assert.IsType<InstanceOperationFailedException>(gone.Failure).Status);
        Assert.Equal("gone", gone.Failure.InstanceId);
        Assert.Equal(1, scenario.Sent.Count(sent => sent == "get gone"));
    }

    [Fact]
    public async Task WaitAllAsync_SeveralOperationsOnOneInstance_EachEndsByItsOwnGoal()
    {
        using FleetScenario scenario = new();
        InstanceOperation stop = scenario.Add("a", InstanceGoal.Stopped, "RUNNING", "STOPPING", "STOPPED", "DELETING", null);
        InstanceOperation delete = scenario.Client.GetOperation("a", InstanceGoal.Deleted);
        InstanceOperation run = scenario.Client.GetOperation("a", InstanceGoal.Running);

        await scenario.WaitAllAsync([delete, stop, run]);

        Assert.Equal(InstanceStatus.Stopped, stop.Instance?.Status);
        Assert.Equal(InstanceStatus.Running, run.Instance?.Status);
        Assert.True(delete.HasSucceeded);
        Assert.Equal(["get a", "get a", "get a", "get a", "get a"], scenario.Sent);

        // Each is told of until it has ended.
        Assert.Equal([1, 3, 5], scenario.Progress.GroupBy(report => report.Goal).OrderBy(goal => goal.Key).Select(goal => goal.Count()));
    }

    [Fact]
    public async Task WaitAllAsync_GoneWithADeletionAndAStop_IsGoodForTheOneAndBadForTheOther()
    {
        using FleetScenario scenario = new();
        InstanceOperation delete = scenario.Add("a", InstanceGoal.Deleted, "STOPPING", null);
        InstanceOperation stop = scenario.Client.GetOperation("a", InstanceGoal.Stopped);

        await scenario.WaitAllAsync([stop, delete]);

        Assert.True(delete.HasSucceeded);
        Assert.Equal(InstanceStatus.Deleted, Assert.IsType<InstanceOperationFailedException>(stop.Failure).Status);
    }

    [Fact]
    public async Task WaitAllAsync_SameOperationTwice_IsWaitedForOnce()
    {
        using FleetScenario scenario = new();
        InstanceOperation operation = scenario.Add("a", InstanceGoal.Running, "STARTING", "RUNNING");

        Assert.Equal([operation, operation], await scenario.WaitAllAsync([operation, operation]));

        Assert.Equal(2, scenario.Progress.Count);
    }

    [Fact]
    public async Task WaitAllAsync_GivenUpBefore_IsOpenAgain()
    {
        using FleetScenario scenario = new();
        InstanceOperation operation = scenario.Add("a", InstanceGoal.Running, [.. Enumerable.Repeat("STARTING", 8), "RUNNING"]);
        await scenario.WaitAllAsync([operation], new WaitOptions { Timeout = TimeSpan.FromSeconds(11) });
        Assert.IsType<WaitTimeoutException>(operation.Failure);

        await scenario.WaitAllAsync([operation]);

        Assert.True(operation.HasSucceeded);
        Assert.Null(operation.Failure);
    }

    [Fact]
    public async Task Failure_GivenUpAndReachedByALookLater_IsNoneAnyMore()
    {
        using FleetScenario scenario = new();
        InstanceOperation operation = scenario.Add("a", InstanceGoal.Running, [.. Enumerable.Repeat("STARTING", 5), "RUNNING"]);
        await scenario.WaitAllAsync([operation], new WaitOptions { Timeout = TimeSpan.FromSeconds(11) });

        while (!operation.HasCompleted)
        {
            await operation.UpdateAsync(TestContext.Current.CancellationToken);
        }

        Assert.Null(operation.Failure);
    }

    [Fact]
    public async Task WaitAllAsync_ImpossibleArguments_AreRefusedBeforeAnythingIsSent()
    {
        using FleetScenario scenario = new();
        using FleetScenario another = new();
        InstanceOperation operation = scenario.Add("a", InstanceGoal.Running, "RUNNING");
        CancellationToken token = TestContext.Current.CancellationToken;

        await Assert.ThrowsAsync<ArgumentNullException>("operations", () => scenario.Client.WaitAllAsync(null!, cancellationToken: token));
        await Assert.ThrowsAsync<ArgumentException>("operations", () => scenario.Client.WaitAllAsync([operation, null!], cancellationToken: token));
        await Assert.ThrowsAsync<ArgumentException>("operations", () => another.WaitAllAsync([operation]));
        await Assert.ThrowsAsync<ArgumentException>("options", () => scenario.Client.WaitAllAsync([operation], new WaitOptions { MaxConcurrency = 0 }, token));
        await Assert.ThrowsAsync<ArgumentException>("options", () => scenario.Client.WaitAllAsync([operation], new WaitOptions { MaxConcurrency = 257 }, token));
        await Assert.ThrowsAsync<ArgumentException>("options", () => scenario.Client.WaitAllAsync([operation], new WaitOptions { MaxRequestsPerSecond = 0 }, token));
        await Assert.ThrowsAsync<ArgumentException>("options", () => scenario.Client.WaitAllAsync([operation], new WaitOptions { MaxRequestsPerSecond = 1001 }, token));

        Assert.Empty(scenario.Sent);
        Assert.Empty(another.Sent);
    }
}
