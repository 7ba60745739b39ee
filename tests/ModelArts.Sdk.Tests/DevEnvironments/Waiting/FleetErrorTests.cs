using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>Requests that fail in a wait for many.</summary>
public sealed class FleetErrorTests
{
    private static readonly Func<HttpResponseMessage> Busy = Answer.Error(HttpStatusCode.ServiceUnavailable, "ModelArts.6101");

    [Fact]
    public async Task WaitAllAsync_ListFailsFiveTimesInARow_IsSurvived()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Two(scenario);
        Fail(scenario, "list 0", 5, Busy);

        await scenario.WaitAllAsync(operations);

        Assert.All(operations, operation => Assert.True(operation.HasSucceeded));
        Assert.Equal(10, scenario.Progress.Count(progress => progress.Error is ModelArtsApiException));

        // No get was sent for what the failing list did not show.
        Assert.DoesNotContain(scenario.Sent, sent => sent.StartsWith("get", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WaitAllAsync_ListFailsSixTimesInARow_IsTheFailureOfEach()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Two(scenario);
        Fail(scenario, "list 0", int.MaxValue, Busy);

        await scenario.WaitAllAsync(operations);

        Assert.All(operations, operation =>
        {
            Assert.False(operation.HasCompleted);
            Assert.Equal(operation.InstanceId, operation.Failure?.InstanceId);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.IsType<ModelArtsApiException>(operation.Failure?.InnerException).StatusCode);
        });
        Assert.Equal(6, scenario.Sent.Count());
    }

    [Fact]
    public async Task WaitAllAsync_SecondPageFails_CountsForWhatItDidNotShowOnly()
    {
        using FleetScenario scenario = new();
        InstanceOperation shown = scenario.Add("shown", InstanceGoal.Running, "STARTING", "RUNNING");
        for (int i = 0; i < 100; i++)
        {
            scenario.AddUnwatched($"other-{i}", "RUNNING");
        }

        InstanceOperation late = scenario.Add("late", InstanceGoal.Running, "STARTING", "RUNNING");
        Fail(scenario, "list 100", 1, Answer.NoConnection());

        await scenario.WaitAllAsync([shown, late]);

        Assert.Equal("late", Assert.Single(scenario.Progress, progress => progress.Error is not null).InstanceId);
        Assert.True(shown.HasSucceeded && late.HasSucceeded);
    }

    [Fact]
    public async Task WaitAllAsync_ListIsRefused_AsksSinglyFromThenOn()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Two(scenario);
        Fail(scenario, "list 0", int.MaxValue, Answer.Error(HttpStatusCode.Forbidden, "ModelArts.0108"));

        await scenario.WaitAllAsync(operations);

        Assert.All(operations, operation => Assert.True(operation.HasSucceeded));
        Assert.Single(scenario.Sent, "list 0");
        Assert.Equal(4, scenario.Sent.Count(sent => sent.StartsWith("get", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WaitAllAsync_ListHoldsAMalformedInstanceOfAnother_AsksSingly()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Two(scenario);
        Fail(scenario, "list 0", int.MaxValue, static () => RecordingTransport.Json("""{"instances":[{"name":"no id"}]}"""));

        await scenario.WaitAllAsync(operations);

        Assert.All(operations, operation => Assert.True(operation.HasSucceeded));
        Assert.All(scenario.Progress, progress => Assert.Null(progress.Error));
    }

    [Fact]
    public async Task WaitAllAsync_CredentialIsRefused_IsTheFailureOfEachAtOnce()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Two(scenario);
        Fail(scenario, "list 0", int.MaxValue, Answer.Error(HttpStatusCode.Unauthorized, "ModelArts.0202"));

        await scenario.WaitAllAsync(operations);

        Assert.All(operations, operation =>
        {
            Assert.Equal(operation.InstanceId, operation.Failure?.InstanceId);
            Assert.IsType<ModelArtsAuthenticationException>(operation.Failure?.InnerException);
        });
        Assert.Equal(["list 0"], scenario.Sent);
    }

    [Fact]
    public async Task WaitAllAsync_GetOfOneFailsForGood_TheOtherGoesOn()
    {
        using FleetScenario scenario = new();
        InstanceOperation good = scenario.Add("good", InstanceGoal.Running, "STARTING", "STARTING", "RUNNING");
        InstanceOperation bad = scenario.Add("bad", InstanceGoal.Running, "STARTING");
        scenario.Hide("bad");
        Fail(scenario, "get bad", int.MaxValue, Answer.Error(HttpStatusCode.Forbidden, "ModelArts.0108"));

        await scenario.WaitAllAsync([good, bad]);

        Assert.True(good.HasSucceeded);
        Assert.Equal(ModelArtsErrorCode.NotAuthorized, Assert.IsType<ModelArtsApiException>(bad.Failure).ErrorCode);
        Assert.Single(scenario.Sent, "get bad");
    }

    [Fact]
    public async Task WaitAllAsync_RetryAfter_IsRespected()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Two(scenario);
        Fail(scenario, "list 0", 1, Answer.Error(HttpStatusCode.TooManyRequests, null, "45"));

        await scenario.WaitAllAsync(operations);

        Assert.Equal(45, scenario.Clock.Pauses[0].TotalSeconds);
        Assert.True(scenario.Clock.Pauses[1].TotalSeconds < 5);
    }

    [Fact]
    public async Task WaitAllAsync_LastPollFailed_TheErrorIsTheCauseOfTheTimeout()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = Two(scenario);
        Fail(scenario, "list 0", int.MaxValue, Answer.Error(HttpStatusCode.ServiceUnavailable, null, "86400"));

        await scenario.WaitAllAsync(operations, new WaitOptions { Timeout = TimeSpan.FromSeconds(61) });

        Assert.All(operations, operation => Assert.IsType<ModelArtsApiException>(Assert.IsType<WaitTimeoutException>(operation.Failure).InnerException));
    }

    private static InstanceOperation[] Two(FleetScenario scenario) =>
    [
        scenario.Add("a", InstanceGoal.Running, "STARTING", "RUNNING"),
        scenario.Add("b", InstanceGoal.Running, "STARTING", "RUNNING"),
    ];

    private static void Fail(FleetScenario scenario, string request, int times, Func<HttpResponseMessage> answer)
    {
        int failed = 0;
        scenario.OnRequest = (what, _) => what == request && failed++ < times ? FailAsync(answer) : null;
    }

    private static async Task<HttpResponseMessage> FailAsync(Func<HttpResponseMessage> answer)
    {
        await Task.CompletedTask;
        return answer();
    }
}
