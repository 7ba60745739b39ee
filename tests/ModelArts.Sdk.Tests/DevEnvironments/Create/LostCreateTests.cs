using System.Net;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>A create whose answer is lost leads to one instance all the same. What is counted is what the service saw.</summary>
public sealed class LostCreateTests
{
    private static readonly Dictionary<string, Fate> UnknownFates = new()
    {
        ["reset"] = Fate.ResetAfterCommit,
        ["reset within the body"] = Fate.ResetMidBody,
        ["408"] = Fate.Status(408, commits: true),
        ["500"] = Fate.Status(500, commits: true),
        ["502"] = Fate.Status(502, commits: true),
        ["503"] = Fate.Status(503, commits: true),
        ["504"] = Fate.Status(504, commits: true),
        ["no answer"] = Fate.HangsAfterCommit,
        ["login page"] = Fate.Says("<html>log in</html>", commits: true),
        ["empty object"] = Fate.Says("{}", commits: true),
        ["null"] = Fate.Says("null", commits: true),
        ["an error of the service's own"] = Fate.Refused("ModelArts.6102") with { Commits = true },
    };

    public static TheoryData<string> Unknown => [.. UnknownFates.Keys];

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task CreateAsync_AnswerLostAfterCommit_SendsOnePostAndFindsTheInstance(string what)
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(UnknownFates[what]);

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.Equal(Assert.Single(scenario.Service.Instances).Id, operation.InstanceId);
        Assert.True(operation.WasReconciled);
        Assert.Equal(InstanceGoal.Running, operation.Goal);
        Assert.Equal(InstanceStatus.Creating, operation.Instance?.Status);
        Assert.Equal((1, 1), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task CreateAsync_LostBeforeCommit_IsSentAgainOnceTheListMustHaveShownIt(string what)
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(UnknownFates[what] with { Commits = false });

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.Equal(Assert.Single(scenario.Service.Instances).Id, operation.InstanceId);
        Assert.False(operation.WasReconciled);
        Assert.Equal(2, scenario.Service.Posts);
        TimeSpan lost = what == "no answer" ? TimeSpan.FromSeconds(60) : TimeSpan.Zero;
        Assert.Equal(lost + TimeSpan.FromSeconds(10), scenario.Service.Sent[^1].At);
        Assert.Equal(lost + TimeSpan.FromSeconds(10), scenario.Service.Sent[^2].At);
    }

    [Fact]
    public async Task CreateAsync_Answered_IsNotLookedFor()
    {
        using CreateScenario scenario = new();

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.False(operation.WasReconciled);
        Assert.Equal((1, 0), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Fact]
    public async Task CreateAsync_ListLags_IsFoundAtALaterLook()
    {
        using CreateScenario scenario = new();
        scenario.Service.ListLag = TimeSpan.FromSeconds(9);
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.True(operation.WasReconciled);
        Assert.Equal(1, scenario.Service.Posts);

        // The limit doubles, and half of it is the least that one who polls must wait.
        Assert.Equal(
            [0, 0.25, 0.75, 1.75, 3.75, 7.75, 10],
            scenario.Service.Sent.Skip(1).Select(request => request.At.TotalSeconds));
    }

    [Fact]
    public async Task CreateAsync_ListLagsBeyondTheDelay_TheSecondPostIsRefusedAndExplainedByTheFirst()
    {
        using CreateScenario scenario = new();
        scenario.Service.ListLag = TimeSpan.FromSeconds(15);
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.Equal(Assert.Single(scenario.Service.Instances).Id, operation.InstanceId);
        Assert.True(operation.WasReconciled);
        Assert.Equal(2, scenario.Service.Posts);
    }

    [Fact]
    public async Task CreateAsync_LookThatBeganBeforeTheListMustShowIt_ProvesNothing()
    {
        // The list is put together when the question arrives, and takes its time to come back.
        using CreateScenario scenario = new();
        scenario.Service.Latency = TimeSpan.FromSeconds(9);
        scenario.Service.ListLag = TimeSpan.FromSeconds(9 + 9.9);
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.True(operation.WasReconciled);
        Assert.Equal(1, scenario.Service.Posts);
    }

    [Fact]
    public async Task CreateAsync_SecondAttemptLostToo_IsLookedForSinceTheFirst()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.Status(502, commits: false));
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.Equal(Assert.Single(scenario.Service.Instances).Id, operation.InstanceId);
        Assert.True(operation.WasReconciled);
        Assert.Equal(2, scenario.Service.Posts);
    }

    [Fact]
    public async Task CreateAsync_NameTakenOnTheFirstAttempt_IsTheCallersConflict()
    {
        using CreateScenario scenario = new();
        scenario.Service.Add("notebook", scenario.Clock.GetUtcNow());

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.CreateAsync());

        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, exception.ErrorCode);
        Assert.Equal((1, 0), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Theory]
    [InlineData("ModelArts.6302", HttpStatusCode.BadRequest)]
    [InlineData("ModelArts.6324", HttpStatusCode.BadRequest)]
    [InlineData("ModelArts.0105", HttpStatusCode.Forbidden)]
    [InlineData("ModelArts.0104", HttpStatusCode.NotFound)]
    public async Task CreateAsync_Refused_IsThrownAndNothingIsLookedFor(string code, HttpStatusCode status)
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.Refused(code, status));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.CreateAsync());

        Assert.Equal(code, exception.ErrorCode.Value);
        Assert.Equal((1, 0), (scenario.Service.Posts, scenario.Service.Looks));
    }

    public static TheoryData<string> SurelyNotTaken => ["refused", "DNS", "TLS", "429", "429 that names a time"];

    [Theory]
    [MemberData(nameof(SurelyNotTaken))]
    public async Task CreateAsync_SurelyNotTaken_IsSentAgainWithoutALook(string what)
    {
        using CreateScenario scenario = new();
        Fate fate = what switch
        {
            "refused" => Fate.NotConnected,
            "DNS" => Fate.NotResolved,
            "TLS" => Fate.NotSecure,
            "429" => Fate.Status(429, commits: false),
            _ => Fate.Status(429, commits: false, retryAfter: "7"),
        };
        scenario.Service.Creates.Enqueue(fate);
        scenario.Service.Creates.Enqueue(fate);

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.Equal(Assert.Single(scenario.Service.Instances).Id, operation.InstanceId);
        Assert.False(operation.WasReconciled);
        Assert.Equal((3, 0), (scenario.Service.Posts, scenario.Service.Looks));
        Assert.Single(scenario.Service.Sent.Select(request => request.Body).Distinct());
        Assert.Equal(what.EndsWith("time", StringComparison.Ordinal) ? 14 : 0, scenario.Clock.Elapsed.TotalSeconds);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("429")]
    public async Task CreateAsync_NeverTaken_IsADefiniteFailure(string what)
    {
        using CreateScenario scenario = new();
        for (int i = 0; i < 4; i++)
        {
            scenario.Service.Creates.Enqueue(what == "429" ? Fate.Status(429, commits: false) : Fate.NotConnected);
        }

        ModelArtsException exception = await Assert.ThrowsAnyAsync<ModelArtsException>(() => scenario.CreateAsync());

        Assert.True(exception is ModelArtsApiException or ModelArtsConnectionException, exception.ToString());
        Assert.Contains("(4 attempts)", exception.Message, StringComparison.Ordinal);
        Assert.Equal((4, 0), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Fact]
    public async Task CreateAsync_NoRoomAfterALostAnswer_IsTheOwnInstanceThatTookIt()
    {
        using CreateScenario scenario = new();
        scenario.Service.Quota = 1;
        scenario.Service.ListLag = TimeSpan.FromSeconds(12);
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.Creates.Enqueue(Fate.Refused("ModelArts.6302"));

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.Equal(Assert.Single(scenario.Service.Instances).Id, operation.InstanceId);
        Assert.True(operation.WasReconciled);
    }

    [Fact]
    public async Task CreateAsync_NoRoomForTheSecondAttempt_IsTheRefusal()
    {
        using CreateScenario scenario = new();
        scenario.Service.Quota = 0;
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.CreateAsync());

        Assert.Equal(ModelArtsErrorCode.InstanceLimitReached, exception.ErrorCode);
        Assert.Equal(2, scenario.Service.Posts);
    }

    [Fact]
    public async Task CreateAsync_ListFailsThenRecovers_TheInstanceIsFound()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        foreach (int _ in Enumerable.Range(0, 9))
        {
            scenario.Service.Lists.Enqueue(Fate.Status(502, commits: false));
        }

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.True(operation.WasReconciled);
        Assert.Equal((1, 10), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Fact]
    public async Task CreateAsync_ListFailsBeyondTheDelay_AFailedLookIsNoProofOfAbsence()
    {
        using CreateScenario scenario = new(options => options.Retry.MaxAttempts = 1);
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        foreach (int _ in Enumerable.Range(0, 8))
        {
            scenario.Service.Lists.Enqueue(Fate.NotConnected);
        }

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.True(operation.WasReconciled);
        Assert.True(scenario.Clock.Elapsed > TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task CreateAsync_OneAttemptAllowed_IsLookedForAllTheSame()
    {
        using CreateScenario scenario = new(options => options.Retry.MaxAttempts = 1);
        scenario.Service.ListLag = TimeSpan.FromSeconds(8);
        scenario.Service.Creates.Enqueue(Fate.Status(504, commits: true));

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.True(operation.WasReconciled);
        Assert.Equal(1, scenario.Service.Posts);
    }

    [Fact]
    public async Task CreateAsync_RetryAfterWithALostAnswer_TheSecondPostWaitsForIt()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.Status(503, commits: false, retryAfter: "40"));

        await scenario.CreateAsync();

        Assert.Equal(2, scenario.Service.Posts);
        Assert.Equal(TimeSpan.FromSeconds(40), scenario.Service.Sent[^1].At);
    }

    [Fact]
    public async Task CreateAsync_RetryAfterThatHasPassed_DoesNotEndALaterSearch()
    {
        // The wait for the second post has used up most of the time: what is left is less than the first answer asked for.
        using CreateScenario scenario = new();
        scenario.Service.ListLag = TimeSpan.FromSeconds(105);
        scenario.Service.Creates.Enqueue(Fate.Status(503, commits: true, retryAfter: "100"));

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.True(operation.WasReconciled);
        Assert.Equal(2, scenario.Service.Posts);
    }
}
