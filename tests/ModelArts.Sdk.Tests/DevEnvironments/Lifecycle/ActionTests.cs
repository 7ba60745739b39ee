using System.Net;
using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

/// <summary>What an action sends, and the operation that comes of it.</summary>
public sealed class ActionTests
{
    private const string Path = "https://modelarts.cn-north-4.myhuaweicloud.com/v1/p1/demanager/instances/DE-1/action";

    public static TheoryData<string> All => ["start", "stop", "restart", "queue", "dequeue", "delete"];

    [Theory]
    [InlineData("start", InstanceGoal.Running)]
    [InlineData("stop", InstanceGoal.Stopped)]
    [InlineData("restart", InstanceGoal.Running)]
    [InlineData("queue", InstanceGoal.Running)]
    [InlineData("dequeue", InstanceGoal.Stopped)]
    public async Task Action_Accepted_PostsItsNameAndIsUnderWay(string action, InstanceGoal goal)
    {
        using LifecycleScenario scenario = new();

        InstanceOperation operation = await scenario.ActAsync(action);

        RecordedRequest request = scenario.Transport.Requests[^1];
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal(Path, request.Uri.AbsoluteUri);
        Assert.Equal($$"""{"action":"{{action}}"}""", request.Body);
        Assert.Equal((Answer.InstanceId, goal), (operation.InstanceId, operation.Goal));
        Assert.False(operation.HasCompleted);
        Assert.Null(operation.Instance);
        Assert.Null(operation.Failure);
    }

    [Fact]
    public async Task RestartAsync_Asked_LooksAtTheInstanceFirst()
    {
        using LifecycleScenario scenario = new();

        await scenario.ActAsync("restart");

        Assert.Equal(["GET", "restart"], scenario.Sent);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("queue")]
    [InlineData("dequeue")]
    public async Task Action_OtherThanRestart_IsOneRequest(string action)
    {
        using LifecycleScenario scenario = new();

        await scenario.ActAsync(action);

        Assert.Equal([action], scenario.Sent);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Action_WithoutOptions_IsTheSame(string action)
    {
        using LifecycleScenario scenario = new();

        InstanceOperation operation = await scenario.ActAsync(action, TestContext.Current.CancellationToken);

        Assert.Equal(Answer.InstanceId, operation.InstanceId);
        Assert.Equal(action == "delete" ? "DELETE" : action, scenario.Sent.Last());
    }

    [Fact]
    public async Task DeleteAsync_AnswerWithoutABody_IsAccepted()
    {
        using LifecycleScenario scenario = new() { Deletions = [static () => new HttpResponseMessage(HttpStatusCode.NoContent)] };

        InstanceOperation operation = await scenario.ActAsync("delete");

        RecordedRequest request = Assert.Single(scenario.Transport.Requests);
        Assert.Equal("https://modelarts.cn-north-4.myhuaweicloud.com/v1/p1/demanager/instances/DE-1", request.Uri.AbsoluteUri);
        Assert.Equal("", request.Body);
        Assert.Equal(InstanceGoal.Deleted, operation.Goal);
        Assert.False(operation.HasCompleted);
    }

    [Fact]
    public void InstanceActionResult_AnswerOfTheService_KeepsBothOfItsNames()
    {
        const string json = """{"current_status":"STARTING","previous_state":"STOPPED","status":"x"}""";

        InstanceActionResult result = JsonSerializer.Deserialize(json, ModelArtsJsonContext.Default.InstanceActionResult)!;

        Assert.Equal((InstanceStatus.Starting, InstanceStatus.Stopped), (result.CurrentStatus, result.PreviousState));
        Assert.Equal(json, JsonSerializer.Serialize(result, ModelArtsJsonContext.Default.InstanceActionResult));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Action_NoOptions_IsAnArgumentErrorAndSendsNothing(string action)
    {
        using LifecycleScenario scenario = new();

        await Assert.ThrowsAsync<ArgumentNullException>(
            "options", () => scenario.ActAsync(action, null!, TestContext.Current.CancellationToken));
        Assert.Empty(scenario.Transport.Requests);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Action_Cancelled_CarriesTheCallersToken(string action)
    {
        using LifecycleScenario scenario = new();
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scenario.ActAsync(action, cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }
}
