using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

/// <summary>A refusal that means that the instance is already as asked, or on its way there, is none.</summary>
public sealed class AlreadySoTests
{
    /// <summary>By code: the actions that take it for their own doing. All others throw.</summary>
    public static TheoryData<string, string, string[]> Codes => new()
    {
        { "ModelArts.6305", "RUNNING", ["start", "queue"] },
        { "ModelArts.6306", "STARTING", ["start", "queue"] },
        { "ModelArts.6307", "STOPPED", ["stop", "dequeue"] },
        { "ModelArts.6308", "STOPPING", ["stop", "dequeue"] },
        { "ModelArts.6309", "STOPPED", [] },
        { "ModelArts.6404", "STOPPED", [] },
        { "ModelArts.6304", "RUNNING", [] },
        { "ModelArts.6327", "STOPPED", [] },
        { "ModelArts.6333", "RUNNING", [] },
    };

    /// <summary>By status: the actions for which 6357, "another operation, or already so", means the latter.</summary>
    public static TheoryData<string, string[]> Conflicts => new()
    {
        { "CREATE_QUEUING", ["start", "queue"] },
        { "CREATING", ["start", "queue"] },
        { "START_QUEUING", ["start", "queue"] },
        { "READY_TO_START", ["queue"] },
        { "STARTING", ["start", "queue"] },
        { "RESTARTING", ["start", "restart"] },
        { "RUNNING", ["start", "queue"] },
        { "STOPPING", ["stop", "dequeue"] },
        { "STOPPED", ["stop", "dequeue"] },
        { "DELETING", ["delete"] },
        { "DELETED", ["delete", "dequeue"] },
        { "UNAVAILABLE", [] },
        { "START_FAILED", [] },
        { "SOMETHING_NEW", [] },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Action_RefusedWithCode_IsAdoptedWhereItSaysSo(string code, string status, string[] adopting)
    {
        foreach (string action in ActionTests.All.Select(row => row.Data))
        {
            await AssertAsync(action, code, status, adopting.Contains(action));
        }
    }

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task Action_RefusedWith6357_IsAdoptedWhereTheStatusShowsIt(string status, string[] adopting)
    {
        foreach (string action in ActionTests.All.Select(row => row.Data))
        {
            await AssertAsync(action, "ModelArts.6357", status, adopting.Contains(action));
        }
    }

    [Theory]
    [InlineData("start", "ModelArts.6305")]
    [InlineData("queue", "ModelArts.6306")]
    [InlineData("stop", "ModelArts.6307")]
    [InlineData("dequeue", "ModelArts.6308")]
    [InlineData("delete", "ModelArts.6309")]
    [InlineData("restart", "ModelArts.6357")]
    public async Task Action_Strict_ThrowsAndLooksNoFurther(string action, string code)
    {
        Func<HttpResponseMessage> refusal = Answer.Error(HttpStatusCode.BadRequest, code);
        using LifecycleScenario scenario = new() { Actions = [refusal], Deletions = [refusal], Gets = [Answer.Status("RESTARTING")] };

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.ActAsync(action, strict: true));

        Assert.Equal(code, exception.ErrorCode.Value);
        Assert.Equal(Answer.InstanceId, exception.InstanceId);
        Assert.NotEqual("GET", scenario.Sent.Last());
    }

    [Fact]
    public async Task StartAsync_AlreadyRunning_HasSucceededAtOnce()
    {
        using LifecycleScenario scenario = new() { Actions = [Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6305")] };

        InstanceOperation operation = await scenario.ActAsync("start");

        Assert.True(operation.HasSucceeded);
        Assert.Equal(InstanceStatus.Running, (await scenario.WaitAsync(operation)).Status);
        Assert.Equal(["start", "GET"], scenario.Sent);
    }

    [Fact]
    public async Task DeleteAsync_NoSuchInstance_SaysSo()
    {
        Func<HttpResponseMessage> gone = Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6309");
        using LifecycleScenario scenario = new() { Deletions = [gone], Gets = [gone] };

        // It may as well be a mistyped id: nobody must believe that this one is billed no more.
        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.ActAsync("delete"));

        Assert.Equal(ModelArtsErrorCode.InstanceNotFound, exception.ErrorCode);
        Assert.Equal(Answer.InstanceId, exception.InstanceId);
        Assert.Equal(["DELETE"], scenario.Sent);
    }

    [Fact]
    public async Task StartAsync_AlreadyRunningAndNotToBeLookedAt_IsAdoptedAllTheSame()
    {
        using LifecycleScenario scenario = new()
        {
            Actions = [Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6306")],
            Gets = [Answer.NoConnection()],
        };

        InstanceOperation operation = await scenario.ActAsync("start");

        Assert.False(operation.HasCompleted);
        Assert.Null(operation.Instance);
    }

    [Fact]
    public async Task StopAsync_ConflictAndNotToBeLookedAt_ThrowsTheRefusal()
    {
        using LifecycleScenario scenario = new()
        {
            Actions = [Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6357")],
            Gets = [Answer.NoConnection()],
        };

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.ActAsync("stop"));

        Assert.Equal(ModelArtsErrorCode.OperationConflict, exception.ErrorCode);
    }

    private static async Task AssertAsync(string action, string code, string status, bool adopted)
    {
        Func<HttpResponseMessage> refusal = Answer.Error(HttpStatusCode.BadRequest, code);
        using LifecycleScenario scenario = new() { Actions = [refusal], Deletions = [refusal], Gets = [Answer.Status(status)] };

        ModelArtsApiException? thrown = await Record.ExceptionAsync(async () =>
        {
            InstanceOperation operation = await scenario.ActAsync(action);
            Assert.Equal(status, operation.Instance?.Status.Value);
        }) switch
        {
            null => null,
            ModelArtsApiException exception => exception,
            Exception other => throw new InvalidOperationException($"{action} on {status} with {code}", other),
        };

        Assert.True(adopted == thrown is null, $"{action} on {status} with {code}: {(adopted ? "not adopted" : "adopted")}");
        Assert.Equal(adopted ? null : code, thrown?.ErrorCode.Value);
    }
}
