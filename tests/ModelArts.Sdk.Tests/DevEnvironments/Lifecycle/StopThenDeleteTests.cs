using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

public sealed class StopThenDeleteTests
{
    private static readonly Func<HttpResponseMessage> MustBeStopped = Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6304");
    private static readonly Func<HttpResponseMessage> Gone = Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6309");

    [Fact]
    public async Task StopThenDeleteAsync_StoppedAlready_IsOneRequest()
    {
        using LifecycleScenario scenario = new();

        InstanceOperation operation = await RunAsync(scenario);

        Assert.Equal(InstanceGoal.Deleted, operation.Goal);
        Assert.Equal(["DELETE"], scenario.Sent);
    }

    [Fact]
    public async Task StopThenDeleteAsync_Running_StopsWaitsAndDeletes()
    {
        using LifecycleScenario scenario = new()
        {
            Deletions = [MustBeStopped, LifecycleScenario.Accepted],
            Gets = [Answer.Status("RUNNING"), Answer.Status("STOPPING"), Answer.Status("STOPPED")],
        };

        InstanceOperation operation = await RunAsync(scenario);

        Assert.Equal(InstanceGoal.Deleted, operation.Goal);
        Assert.False(operation.HasCompleted);
        Assert.Equal(["DELETE", "stop", "GET", "GET", "GET", "DELETE"], scenario.Sent);
    }

    [Fact]
    public async Task StopThenDeleteAsync_BeingStoppedAlready_WaitsForThat()
    {
        using LifecycleScenario scenario = new()
        {
            Deletions = [MustBeStopped, LifecycleScenario.Accepted],
            Actions = [Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6308")],
            Gets = [Answer.Status("STOPPING"), Answer.Status("STOPPING"), Answer.Status("STOPPED")],
        };

        await RunAsync(scenario);

        Assert.Equal("DELETE", scenario.Sent.Last());
    }

    [Fact]
    public async Task StopThenDeleteAsync_StoppingFails_DeletesNothing()
    {
        using LifecycleScenario scenario = new()
        {
            Deletions = [MustBeStopped],
            Gets = [Answer.Status("STOPPING"), Answer.Status("UNAVAILABLE")],
        };

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(() => RunAsync(scenario));

        Assert.Equal(InstanceGoal.Stopped, exception.Goal);
        Assert.Equal(["DELETE", "stop", "GET", "GET"], scenario.Sent);
    }

    [Fact]
    public async Task StopThenDeleteAsync_NotStoppedInTime_DeletesNothing()
    {
        using LifecycleScenario scenario = new() { Deletions = [MustBeStopped] };

        await Assert.ThrowsAsync<WaitTimeoutException>(() => RunAsync(scenario));

        Assert.Single(scenario.Sent, "DELETE");
    }

    [Fact]
    public async Task StopThenDeleteAsync_MayNotBeStopped_ThrowsTheRefusal()
    {
        using LifecycleScenario scenario = new()
        {
            Deletions = [MustBeStopped],
            Actions = [Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6306")],
        };

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => RunAsync(scenario));

        Assert.Equal(ModelArtsErrorCode.InstanceIsStarting, exception.ErrorCode);
        Assert.Equal(["DELETE", "stop"], scenario.Sent);
    }

    [Fact]
    public async Task StopThenDeleteAsync_NoSuchInstance_SaysSo()
    {
        using LifecycleScenario scenario = new() { Deletions = [Gone], Gets = [Gone] };

        await Assert.ThrowsAsync<ModelArtsApiException>(() => RunAsync(scenario));
    }

    [Fact]
    public async Task StopThenDeleteAsync_GoneOnceItIsStopped_HasSucceeded()
    {
        using LifecycleScenario scenario = new() { Deletions = [MustBeStopped, Gone], Gets = [Answer.Status("STOPPED"), Gone] };

        Assert.True((await RunAsync(scenario)).HasSucceeded);
    }

    [Theory]
    [InlineData("DELETING")]
    [InlineData("DELETED")]
    public async Task StopThenDeleteAsync_DeletedByAnotherHandMeanwhile_AdoptsThat(string status)
    {
        using LifecycleScenario scenario = new()
        {
            Deletions = [MustBeStopped, Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6357")],
            Gets = [Answer.Status(status)],
        };

        InstanceOperation operation = await RunAsync(scenario);

        Assert.Equal(InstanceGoal.Deleted, operation.Goal);
        Assert.Equal(status == "DELETED", operation.HasSucceeded);
    }

    [Fact]
    public async Task StopThenDeleteAsync_VanishedWhileStopping_HasSucceeded()
    {
        using LifecycleScenario scenario = new()
        {
            Deletions = [MustBeStopped, Gone],
            Gets = [Answer.Status("STOPPING"), Gone],
        };

        Assert.True((await RunAsync(scenario)).HasSucceeded);
    }

    [Fact]
    public async Task StopThenDeleteAsync_ImpossibleOptions_SendsNothing()
    {
        using LifecycleScenario scenario = new();

        await Assert.ThrowsAsync<ArgumentException>("stopping", () => scenario.Client.StopThenDeleteAsync(
            Answer.InstanceId, new WaitOptions { Timeout = TimeSpan.Zero }, TestContext.Current.CancellationToken));

        Assert.Empty(scenario.Sent);
    }

    private static Task<InstanceOperation> RunAsync(LifecycleScenario scenario) => scenario.Clock.RunAsync(
        scenario.Client.StopThenDeleteAsync(Answer.InstanceId, cancellationToken: TestContext.Current.CancellationToken));
}
