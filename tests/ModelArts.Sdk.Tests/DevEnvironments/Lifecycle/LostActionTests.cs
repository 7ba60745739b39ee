using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Create;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

/// <summary>An action whose answer is lost is taken again, and what then says "already so" means that the first one worked.</summary>
public sealed class LostActionTests
{
    private static readonly TimeSpan Total = TimeSpan.FromMinutes(3);

    public static TheoryData<string> Fates => ["reset", "reset within the body", "408", "500", "502", "503", "504", "no answer"];

    /// <summary>Which codes of the second attempt say that the first one has worked, by action.</summary>
    public static TheoryData<string, string, string, bool> AlreadySo
    {
        get
        {
            TheoryData<string, string, string, bool> rows = [];
            foreach ((string action, string code, string status) in new[]
            {
                ("start", "6305", "RUNNING"), ("start", "6306", "STARTING"), ("start", "6357", "STARTING"),
                ("queue", "6305", "RUNNING"), ("queue", "6306", "START_QUEUING"), ("queue", "6357", "START_QUEUING"),
                ("stop", "6307", "STOPPED"), ("stop", "6308", "STOPPING"), ("stop", "6357", "STOPPING"),
                ("dequeue", "6307", "STOPPED"), ("dequeue", "6308", "STOPPING"), ("dequeue", "6357", "STOPPING"),
                ("delete", "6309", ""), ("delete", "6404", ""), ("delete", "6357", "DELETING"),
                ("restart", "6357", "RUNNING"),
            })
            {
                rows.Add(action, code, status, false);
                rows.Add(action, code, status, true);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(AlreadySo))]
    public async Task Action_AlreadySoAfterALostAnswer_HasWorkedTheFirstTime(string action, string code, string status, bool strict)
    {
        using RepetitionScenario scenario = new() { Status = status };
        scenario.Actions.Enqueue(Fate.ResetAfterCommit);
        scenario.Actions.Enqueue(Fate.Refused($"ModelArts.{code}"));
        if (action == "delete" && code != "6357")
        {
            scenario.Gets.Enqueue(Fate.Refused($"ModelArts.{code}"));
        }

        InstanceOperation operation = await scenario.ActAsync(action, strict);

        Assert.Equal("DE-1", operation.InstanceId);
        Assert.Equal(2, scenario.ActionsSent);
        Assert.Equal(code is "6305" or "6307" or "6309" or "6404", operation.HasSucceeded);
    }

    [Theory]
    [InlineData("start", "6307")]
    [InlineData("start", "6309")]
    [InlineData("stop", "6305")]
    [InlineData("stop", "6309")]
    [InlineData("restart", "6309")]
    [InlineData("delete", "6304")]
    [InlineData("delete", "6327")]
    public async Task Action_RefusedForAnotherReasonAfterALostAnswer_IsRefused(string action, string code)
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.ResetBeforeCommit);
        scenario.Actions.Enqueue(Fate.Refused($"ModelArts.{code}"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.ActAsync(action));

        Assert.Equal($"ModelArts.{code}", exception.ErrorCode.Value);
    }

    [Fact]
    public async Task DeleteAsync_NoSuchInstanceWithoutALostAnswer_IsAnError()
    {
        // Not taken is not lost: nothing of ours can have deleted it.
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.NotConnected);
        scenario.Actions.Enqueue(Fate.Status(429, commits: false));
        scenario.Actions.Enqueue(Fate.Refused("ModelArts.6309"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.ActAsync("delete"));

        Assert.Equal(ModelArtsErrorCode.InstanceNotFound, exception.ErrorCode);
        Assert.Equal(3, scenario.ActionsSent);
    }

    [Fact]
    public async Task StartAsync_StrictAndNotTaken_AlreadyRunningIsAnError()
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.NotConnected);
        scenario.Actions.Enqueue(Fate.Refused("ModelArts.6305"));

        await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.ActAsync("start", strict: true));
    }

    [Theory]
    [MemberData(nameof(Fates))]
    public async Task StopAsync_AnswerLost_IsTakenAgain(string what)
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Make(what));

        InstanceOperation operation = await scenario.ActAsync("stop");

        Assert.Equal(["POST", "POST"], scenario.Sent);
        Assert.Equal(InstanceGoal.Stopped, operation.Goal);
    }

    [Fact]
    public async Task RestartAsync_AnswerLostAndUnderWay_IsNotSentAgain()
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.ResetAfterCommit);
        scenario.OnRequest = request => scenario.Status = request.Method == HttpMethod.Post ? "RESTARTING" : scenario.Status;

        InstanceOperation operation = await scenario.ActAsync("restart");

        Assert.Equal(["GET", "POST", "GET"], scenario.Sent);
        Assert.False(operation.HasCompleted);
    }

    [Fact]
    public async Task RestartAsync_AnswerLostAndOverAlready_IsNotSentAgain()
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.ResetAfterCommit);
        scenario.OnRequest = request => scenario.Updated += request.Method == HttpMethod.Post ? 1000 : 0;

        InstanceOperation operation = await scenario.ActAsync("restart");

        Assert.Equal(["GET", "POST", "GET"], scenario.Sent);
        Assert.True(operation.HasSucceeded);
    }

    [Fact]
    public async Task RestartAsync_AnswerLostAndNothingHasHappened_IsSentAgain()
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.ResetBeforeCommit);

        await scenario.ActAsync("restart");

        Assert.Equal(["GET", "POST", "GET", "POST"], scenario.Sent);
    }

    [Fact]
    public async Task RestartAsync_AnswerLostAndNoTimeOfTheLastChange_IsNotSentAgain()
    {
        using RepetitionScenario scenario = new();
        Enqueue(scenario.Gets, Fate.Says("""{"id":"DE-1","status":"RUNNING"}""", commits: false), 5);
        scenario.Actions.Enqueue(Fate.ResetAfterCommit);

        await Assert.ThrowsAsync<ModelArtsConnectionException>(() => scenario.ActAsync("restart"));

        Assert.Equal(["GET", "POST"], scenario.Sent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task StopAsync_NeverAnswered_IsSentAsOftenAsThereAreAttempts(int attempts)
    {
        using RepetitionScenario scenario = new(options =>
        {
            options.Retry.MaxAttempts = attempts;
            options.Jitter = static () => 0.999_999_999;
        });
        Enqueue(scenario.Actions, Fate.Status(502, commits: false), 10);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.ActAsync("stop"));

        Assert.Equal("DE-1", exception.InstanceId);
        Assert.Equal(new[] { 0, 0.5, 1.5, 3.5 }.Take(attempts), scenario.Times.Select(time => Math.Round(time.TotalSeconds, 3)));
    }

    [Fact]
    public async Task StopAsync_BudgetSpent_IsSentOnce()
    {
        using RepetitionScenario scenario = new(static options => options.Retry.BudgetSize = 0);
        scenario.Actions.Enqueue(Fate.ResetAfterCommit);

        await Assert.ThrowsAsync<ModelArtsConnectionException>(() => scenario.ActAsync("stop"));

        Assert.Equal(["POST"], scenario.Sent);
    }

    [Fact]
    public async Task StopAsync_RetryAfterBeyondTheDeadline_FailsAtOnceAndCarriesIt()
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.Status(503, commits: false, retryAfter: "86400"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.ActAsync("stop"));

        Assert.Equal(TimeSpan.FromDays(1), exception.RetryAfter);
        Assert.Equal(TimeSpan.Zero, scenario.Clock.Elapsed);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("delete")]
    public async Task Action_NeverAnswered_EndsWithTheTotalTimeout(string action)
    {
        using RepetitionScenario scenario = new(static options => options.AttemptTimeout = TimeSpan.FromSeconds(70));
        Enqueue(scenario.Actions, Fate.HangsBeforeCommit, 10);

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => scenario.ActAsync(action));

        Assert.Equal(Total, scenario.Clock.Elapsed);
        Assert.Equal(Total, exception.Timeout);
        Assert.Equal("DE-1", exception.InstanceId);
        Assert.Contains("TotalTimeout (180 s)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, scenario.ActionsSent);
    }

    [Fact]
    public async Task RestartAsync_LookAndActionTogether_EndWithTheTotalTimeout()
    {
        using RepetitionScenario scenario = new(static options => options.AttemptTimeout = TimeSpan.FromSeconds(100));
        scenario.Gets.Enqueue(Fate.HangsBeforeCommit);
        Enqueue(scenario.Actions, Fate.HangsBeforeCommit, 10);

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => scenario.ActAsync("restart"));

        Assert.Equal(Total, scenario.Clock.Elapsed);
        Assert.Equal("DE-1", exception.InstanceId);
    }

    [Theory]
    [InlineData("first attempt")]
    [InlineData("pause")]
    [InlineData("second attempt")]
    [InlineData("look")]
    public async Task StopAsync_CancelledInAnyPhase_CarriesTheCallersToken(string phase)
    {
        using CancellationTokenSource cancellation = new();
        using RepetitionScenario scenario = new();
        using ITimer? timer = phase == "pause"
            ? scenario.Clock.CreateTimer(_ => cancellation.Cancel(), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan)
            : null;
        scenario.Actions.Enqueue(phase switch
        {
            "first attempt" => Fate.HangsBeforeCommit,
            "pause" => Fate.Status(503, commits: false, retryAfter: "60"),
            _ => Fate.ResetAfterCommit,
        });
        scenario.Actions.Enqueue(phase == "look" ? Fate.Refused("ModelArts.6308") : Fate.HangsBeforeCommit);
        scenario.Gets.Enqueue(Fate.HangsBeforeCommit);
        scenario.OnRequest = request =>
        {
            if (phase switch
            {
                "first attempt" => true,
                "second attempt" => scenario.Transport.Requests.Count == 2,
                "look" => request.Method == HttpMethod.Get,
                _ => false,
            })
            {
                cancellation.Cancel();
            }
        };

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scenario.ActAsync("stop", cancellationToken: cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    private static Fate Make(string what) => what switch
    {
        "reset" => Fate.ResetBeforeCommit,
        "reset within the body" => Fate.ResetMidBody,
        "no answer" => Fate.HangsBeforeCommit,
        _ => Fate.Status(int.Parse(what, System.Globalization.CultureInfo.InvariantCulture), commits: false),
    };

    private static void Enqueue(Queue<Fate> fates, Fate fate, int count)
    {
        for (int i = 0; i < count; i++)
        {
            fates.Enqueue(fate);
        }
    }

    [Fact]
    public async Task StopAsync_AlreadyStoppingAndTheLookHangs_IsTheOperationWhenTheTimeIsUp()
    {
        using RepetitionScenario scenario = new();
        scenario.Actions.Enqueue(Fate.Refused("ModelArts.6308"));
        for (int i = 0; i < 10; i++)
        {
            scenario.Gets.Enqueue(Fate.HangsBeforeCommit);
        }

        InstanceOperation operation = await scenario.ActAsync("stop");

        Assert.False(operation.HasCompleted);
        Assert.InRange(scenario.Clock.Elapsed, TimeSpan.FromSeconds(1), Total);
    }
}
