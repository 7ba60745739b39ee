using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>
/// Right after an action the service may still show the status from before it: that is not taken for the result. Every transition,
/// with the lag and without.
/// </summary>
public sealed class LagTests
{
    private const string Gone = "6309";
    private const string GoneToo = "6404";

    [Theory]
    [InlineData("start", "STARTING RUNNING")]
    [InlineData("start", "STOPPED STOPPED STARTING RUNNING")]
    [InlineData("start", "STOPPED START_QUEUING READY_TO_START STARTING RUNNING")]
    [InlineData("start", "RUNNING")]
    [InlineData("restart", "STOPPING RESTARTING STARTING RUNNING")]
    [InlineData("restart", "RUNNING RUNNING RESTARTING RUNNING")]
    [InlineData("restart", "RUNNING STOPPING RUNNING")]
    [InlineData("stop", "STOPPING STOPPED")]
    [InlineData("stop", "RUNNING RUNNING STOPPING STOPPED")]
    [InlineData("stop", "STOPPED")]
    [InlineData("stop", "STOPPING RUNNING STOPPED")]
    [InlineData("queue", "START_QUEUING READY_TO_START STARTING RUNNING")]
    [InlineData("queue", "STOPPED START_QUEUING RUNNING")]
    [InlineData("queue", "CREATE_QUEUING CREATING RUNNING")]
    [InlineData("dequeue", "START_QUEUING STOPPED")]
    [InlineData("dequeue", "CREATE_QUEUING DELETING DELETED")]
    [InlineData("dequeue", "CREATE_QUEUING " + Gone)]
    [InlineData("dequeue", "STOPPED")]
    [InlineData("delete", "DELETED")]
    [InlineData("delete", "STOPPED DELETING DELETED")]
    [InlineData("delete", "STOPPED " + Gone)]
    [InlineData("delete", GoneToo)]
    [InlineData("delete", "CREATE_FAILED START_FAILED UNAVAILABLE RUNNING DELETING " + Gone)]
    public async Task WaitAsync_LastStatusIsTheResult_EndsThereAndNotBefore(string action, string statuses)
    {
        string[] seen = statuses.Split(' ');
        using LifecycleScenario scenario = Showing(action, seen);
        InstanceOperation operation = await scenario.ActAsync(action);
        int before = scenario.Transport.Requests.Count;

        DevEnvironmentInstance instance = await scenario.WaitAsync(operation);

        Assert.Equal(seen.Length, scenario.Transport.Requests.Count - before);
        Assert.True(operation.HasSucceeded);
        Assert.Null(operation.Failure);
        Assert.Equal(seen[^1] is Gone or GoneToo ? "DELETED" : seen[^1], instance.Status.Value);
    }

    [Theory]
    [InlineData("start", "STARTING STOPPED")]
    [InlineData("start", "STOPPED STARTING STOPPED")]
    [InlineData("start", "STOPPED START_FAILED")]
    [InlineData("start", "STARTING UNAVAILABLE")]
    [InlineData("start", "DELETED")]
    [InlineData("restart", "STOPPED")]
    [InlineData("restart", "RUNNING RESTARTING STOPPED")]
    [InlineData("restart", "RUNNING START_FAILED")]
    [InlineData("restart", "UNAVAILABLE")]
    [InlineData("restart", "STOPPING DELETING")]
    [InlineData("stop", "RUNNING UNAVAILABLE")]
    [InlineData("stop", "STOPPING DELETED")]
    [InlineData("queue", "START_QUEUING STOPPED")]
    [InlineData("queue", "STOPPED CREATE_FAILED")]
    [InlineData("queue", "START_QUEUING START_FAILED")]
    [InlineData("dequeue", "START_QUEUING UNAVAILABLE")]
    public async Task WaitAsync_LastStatusIsAFailure_ThrowsThereAndNotBefore(string action, string statuses)
    {
        string[] seen = statuses.Split(' ');
        using LifecycleScenario scenario = Showing(action, seen);
        InstanceOperation operation = await scenario.ActAsync(action);
        int before = scenario.Transport.Requests.Count;

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(() => scenario.WaitAsync(operation));

        Assert.Equal(seen.Length, scenario.Transport.Requests.Count - before);
        Assert.Equal(seen[^1], exception.Status.Value);
        Assert.True(operation.HasCompleted);
        Assert.False(operation.HasSucceeded);
        Assert.IsType<InstanceOperationFailedException>(operation.Failure);
    }

    [Theory]
    [InlineData(1000, 1001, 1)]
    [InlineData(1000, 1000, 2)]
    [InlineData(1000, 999, 2)]
    [InlineData(null, 1001, 2)]
    [InlineData(1000, null, 2)]
    public async Task WaitAsync_RestartSeenByItsTimeOnly_EndsWhenThatHasMoved(int? before, int? after, int polls)
    {
        using LifecycleScenario scenario = new() { Gets = [Updated("RUNNING", before), Updated("RUNNING", after), Answer.Status("STOPPED")] };
        InstanceOperation operation = await scenario.ActAsync("restart");

        if (polls == 1)
        {
            await scenario.WaitAsync(operation);
        }
        else
        {
            await Assert.ThrowsAsync<InstanceOperationFailedException>(() => scenario.WaitAsync(operation));
        }

        // The look before the restart, the restart, and the polls.
        Assert.Equal(2 + polls, scenario.Transport.Requests.Count);
    }

    [Theory]
    [InlineData("start", "STOPPED")]
    [InlineData("queue", "STOPPED")]
    [InlineData("restart", "RUNNING")]
    [InlineData("stop", "RUNNING")]
    [InlineData("delete", "STOPPED")]
    public async Task WaitAsync_LagWithoutEnd_EndsByTheDeadline(string action, string status)
    {
        using LifecycleScenario scenario = Showing(action, [status]);
        InstanceOperation operation = await scenario.ActAsync(action);

        WaitTimeoutException exception = await Assert.ThrowsAsync<WaitTimeoutException>(() => scenario.WaitAsync(operation));

        Assert.Equal(status, exception.LastStatus.Value);
        Assert.False(operation.HasCompleted);
    }

    [Fact]
    public async Task WaitAsync_StopOfAnInstanceThatVanishes_ThrowsThatItWasDeleted()
    {
        using LifecycleScenario scenario = Showing("stop", ["STOPPING", Gone]);
        InstanceOperation operation = await scenario.ActAsync("stop");

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(() => scenario.WaitAsync(operation));

        Assert.Equal(InstanceStatus.Deleted, exception.Status);
    }

    [Fact]
    public async Task WaitAsync_StopOfAnInstanceThatWasNeverSeen_ThrowsAtOnceThatItDoesNotExist()
    {
        using LifecycleScenario scenario = Showing("stop", [Gone]);
        InstanceOperation operation = await scenario.ActAsync("stop");

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.WaitAsync(operation));

        Assert.Equal(ModelArtsErrorCode.InstanceNotFound, exception.ErrorCode);
        Assert.Equal(["stop", "GET"], scenario.Sent);
    }

    [Fact]
    public async Task WaitAsync_StartOfAFailedInstance_DoesNotTakeTheOldFailureForTheNew()
    {
        using LifecycleScenario scenario = new()
        {
            Actions = [() => LifecycleScenario.Accepted("START_FAILED")],
            Gets = [Answer.Status("START_FAILED"), Answer.Status("STARTING"), Answer.Status("RUNNING")],
        };

        Assert.Equal(InstanceStatus.Running, (await scenario.WaitAsync(await scenario.ActAsync("start"))).Status);
    }

    [Fact]
    public async Task WaitAsync_StartOfAFailedInstanceThatFailsAnew_EndsWithThat()
    {
        using LifecycleScenario scenario = new()
        {
            Actions = [() => LifecycleScenario.Accepted("START_FAILED")],
            Gets = [Answer.Status("START_FAILED")],
        };
        InstanceOperation operation = await scenario.ActAsync("start");

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(() => scenario.WaitAsync(operation));

        Assert.Equal(InstanceStatus.StartFailed, exception.Status);
    }

    [Fact]
    public async Task UpdateAsync_AnswerIsOlderThanTheLast_ChangesNothing()
    {
        using LifecycleScenario scenario = new() { Gets = [Updated("STARTING", 2000), Updated("STOPPED", 1000)] };
        InstanceOperation operation = await scenario.ActAsync("start");

        await operation.UpdateAsync(TestContext.Current.CancellationToken);
        await operation.UpdateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(InstanceStatus.Starting, operation.Instance?.Status);
        Assert.False(operation.HasCompleted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public async Task StopAsync_AcceptedWithoutABody_IsAnOperation(string body)
    {
        using LifecycleScenario scenario = new() { Actions = [() => RecordingTransport.Json(body, HttpStatusCode.Accepted)] };

        Assert.Equal(InstanceGoal.Stopped, (await scenario.ActAsync("stop")).Goal);
    }

    private static LifecycleScenario Showing(string action, string[] statuses)
    {
        IEnumerable<Func<HttpResponseMessage>> answers = statuses.Select(status => status is Gone or GoneToo
            ? Answer.Error(HttpStatusCode.BadRequest, $"ModelArts.{status}")
            : Answer.Status(status));

        // A restart looks at the instance before it acts.
        return new LifecycleScenario { Gets = [.. action == "restart" ? [Answer.Status("RUNNING")] : Array.Empty<Func<HttpResponseMessage>>(), .. answers] };
    }

    private static Func<HttpResponseMessage> Updated(string status, int? milliseconds) => () => RecordingTransport.Json(
        $$"""{"id":"DE-1","status":"{{status}}","latest_update_timestamp":{{(milliseconds is { } time ? $"\"{time}\"" : "null")}}}""");
}
