using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>An operation that is picked up again by its id and goal, in another process.</summary>
public sealed class GetOperationTests
{
    [Theory]
    [InlineData(InstanceGoal.Running, "STARTING", "RUNNING")]
    [InlineData(InstanceGoal.Running, "STOPPED", "RUNNING")]
    [InlineData(InstanceGoal.Running, "RUNNING", "RUNNING")]
    [InlineData(InstanceGoal.Stopped, "RUNNING", "STOPPED")]
    [InlineData(InstanceGoal.Stopped, "STOPPING", "STOPPED")]
    [InlineData(InstanceGoal.Deleted, "STOPPED", "DELETED")]
    public async Task WaitAsync_PickedUp_GoesOnToTheGoal(InstanceGoal goal, string now, string then)
    {
        using LifecycleScenario scenario = new() { Gets = [Answer.Status(now), Answer.Status(then)] };

        InstanceOperation operation = scenario.Client.GetOperation(Answer.InstanceId, goal);

        Assert.Empty(scenario.Sent);
        Assert.Equal((Answer.InstanceId, goal), (operation.InstanceId, operation.Goal));
        Assert.Equal(then, (await scenario.WaitAsync(operation)).Status.Value);
        Assert.DoesNotContain(scenario.Sent, sent => sent != "GET");
    }

    [Fact]
    public async Task WaitAsync_StoppedForLessThanAMinute_IsTakenForALag()
    {
        // Pauses of 2, 3, 4.5, 6.75, 10.125 and 15.1875 seconds: the poll after them is at 41.6 seconds.
        using LifecycleScenario scenario = new() { Gets = [.. Enumerable.Repeat(Answer.Status("STOPPED"), 7), Answer.Status("RUNNING")] };

        DevEnvironmentInstance instance = await scenario.WaitAsync(scenario.Client.GetOperation(Answer.InstanceId, InstanceGoal.Running));

        Assert.Equal(InstanceStatus.Running, instance.Status);
    }

    [Fact]
    public async Task WaitAsync_StoppedForAMinute_HasFailed()
    {
        using LifecycleScenario scenario = new() { Gets = [Answer.Status("STOPPED")] };

        await Assert.ThrowsAsync<InstanceOperationFailedException>(
            () => scenario.WaitAsync(scenario.Client.GetOperation(Answer.InstanceId, InstanceGoal.Running)));

        // The first poll after a minute, and none beyond.
        Assert.Equal([2, 3, 4.5, 6.75, 10.125, 15.187, 22.781], scenario.Clock.Pauses.Select(pause => Math.Round(pause.TotalSeconds, 3)));
    }

    [Fact]
    public async Task WaitAsync_SeenToStartAndStoppedThen_HasFailedAtOnce()
    {
        using LifecycleScenario scenario = new() { Gets = [Answer.Status("STARTING"), Answer.Status("STOPPED")] };

        await Assert.ThrowsAsync<InstanceOperationFailedException>(
            () => scenario.WaitAsync(scenario.Client.GetOperation(Answer.InstanceId, InstanceGoal.Running)));

        Assert.Equal(2, scenario.Transport.Requests.Count);
    }

    [Fact]
    public async Task UpdateAsync_DeletedMeanwhile_IsNullAndAsksNoMore()
    {
        using LifecycleScenario scenario = new() { Gets = [Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6309")] };
        InstanceOperation operation = scenario.Client.GetOperation(Answer.InstanceId, InstanceGoal.Deleted);

        Assert.Null(await operation.UpdateAsync(TestContext.Current.CancellationToken));
        Assert.Null(await operation.UpdateAsync(TestContext.Current.CancellationToken));

        Assert.True(operation.HasSucceeded);
        Assert.Equal(InstanceStatus.Deleted, operation.Instance?.Status);
        Assert.Equal(["GET"], scenario.Sent);
    }

    [Fact]
    public void GetOperation_NoSuchGoal_IsAnArgumentError()
    {
        using LifecycleScenario scenario = new();

        Assert.Throws<ArgumentOutOfRangeException>("goal", () => scenario.Client.GetOperation(Answer.InstanceId, (InstanceGoal)3));
    }
}
