using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>Where it cannot be found out whether an instance was created, that is said, in time, with what finds out later.</summary>
public sealed class CreateOutcomeUnknownTests
{
    private static readonly TimeSpan Total = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("ModelArts.0010")]
    [InlineData("ModelArts.6361")]
    [InlineData("ModelArts.6102")]
    public async Task CreateAsync_InternalErrorUnderAnotherStatus_IsLookedFor(string code)
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.Refused(code) with { Commits = true });

        Assert.True((await scenario.CreateAsync()).WasReconciled);
        Assert.Equal(1, scenario.Service.Posts);
    }

    [Fact]
    public async Task CreateAsync_UnknownInAnotherWorkspace_NamesTheCallThatFindsItThere()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.EveryList = Fate.Status(502, commits: false);
        CreateInstanceRequest request = ValidRequest.Create() with { Workspace = new WorkspaceSpec { Id = "w" } };

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync(request));
        scenario.Service.EveryList = null;

        Assert.Equal("w", exception.WorkspaceId);
        Assert.Contains("FindByNameAsync(\"notebook\", \"w\")", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(await scenario.Client.FindByNameAsync("notebook", "w", TestContext.Current.CancellationToken));
        Assert.Null(await scenario.Client.FindByNameAsync("notebook", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CreateAsync_TurnedAwayAndThenTheCredentialHangs_IsATimeoutAndNotUnknown()
    {
        using CreateScenario scenario = new(options => options.Credential = new HangingCredential());
        scenario.Service.Creates.Enqueue(Fate.Status(429, commits: false));

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => scenario.CreateAsync());

        Assert.Contains("2 attempts", exception.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Fact]
    public async Task CreateAsync_ListNeverRecovers_SaysSoWithinTheTotalTimeout()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.EveryList = Fate.Status(502, commits: false);

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.InRange(scenario.Clock.Elapsed, TimeSpan.FromSeconds(60), Total);
        Assert.Equal(1, scenario.Service.Posts);
        Assert.Equal("notebook", exception.Name);
        CreateAttempt attempt = Assert.Single(exception.Attempts);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), attempt.Time);
        Assert.IsType<ModelArtsConnectionException>(attempt.Failure);
        Assert.Equal("2026-01-01T00:00:00.0000000+00:00: ModelArtsConnectionException", attempt.ToString());
        Assert.StartsWith(
            "Whether the instance 'notebook' was created is not known: the request was sent at 2026-01-01 00:00:00 UTC, "
            + "and the list of instances could not be searched. It is billed if it exists. "
            + "Find out with FindByNameAsync(\"notebook\")",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_Unknown_IsResolvedByFindByName()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.EveryList = Fate.NotConnected;
        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());
        scenario.Service.EveryList = null;

        DevEnvironmentInstance? found = await scenario.Clock.RunAsync(
            () => scenario.Client.FindByNameAsync(exception.Name, TestContext.Current.CancellationToken));

        Assert.Equal(scenario.Service.Instances[0].Id, found?.Id);
    }

    [Fact]
    public async Task CreateAsync_NoAttemptIsAnswered_ListsThemAll()
    {
        using CreateScenario scenario = new();
        for (int i = 0; i < 4; i++)
        {
            scenario.Service.Creates.Enqueue(Fate.Status(502, commits: false));
        }

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.Equal(4, scenario.Service.Posts);
        Assert.Equal([0, 10, 20, 30], exception.Attempts.Select(attempt => attempt.Time.Second));
        Assert.Contains("sent 4 times from 2026-01-01 00:00:00 UTC on, and the list did not show it 10 s later, so that most likely it does not exist", exception.Message, StringComparison.Ordinal);
        Assert.Same(exception.Attempts[3].Failure, exception.InnerException);
    }

    [Fact]
    public async Task CreateAsync_ListRefused_IsUnknownAtOnce()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.EveryList = Fate.Refused("ModelArts.0105", System.Net.HttpStatusCode.Forbidden);

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.IsType<ModelArtsApiException>(exception.InnerException);
        Assert.Equal((1, 1), (scenario.Service.Posts, scenario.Service.Looks));
        Assert.Equal(TimeSpan.Zero, scenario.Clock.Elapsed);
    }

    [Fact]
    public async Task CreateAsync_ListStaysAWebPage_IsUnknownAfterAsManyLooksAsAttempts()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.EveryList = Fate.Says("<html>log in</html>", commits: false);

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.IsType<MalformedResponseException>(exception.InnerException);
        Assert.Equal((1, 4), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Fact]
    public async Task CreateAsync_ListIgnoresTheOffset_EndsAndIsUnknown()
    {
        using CreateScenario scenario = new();
        scenario.Service.IgnoresOffset = true;
        for (int i = 0; i < 150; i++)
        {
            // Newer than the create, so that no page is known to be the last that counts.
            scenario.Service.Add($"other-{i}", scenario.Clock.GetUtcNow().AddHours(1));
        }

        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);

        await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.Equal(1, scenario.Service.Posts);
        Assert.InRange(scenario.Service.Looks, 1, 50);
    }

    [Fact]
    public async Task CreateAsync_RetryAfterBeyondTheDeadline_EndsAtOnceAndCarriesIt()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.Status(503, commits: false, retryAfter: "86400"));

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.Equal(TimeSpan.FromDays(1), Assert.IsType<ModelArtsApiException>(exception.Attempts[0].Failure).RetryAfter);
        Assert.Equal(TimeSpan.Zero, scenario.Clock.Elapsed);
        Assert.Equal((1, 1), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Fact]
    public async Task CreateAsync_RetryAfterBeyondTheDeadlineButCommitted_IsFound()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.Status(503, commits: true, retryAfter: "86400"));

        Assert.True((await scenario.CreateAsync()).WasReconciled);
    }

    [Theory]
    [InlineData(170, false)]
    [InlineData(100, true)]
    public async Task CreateAsync_LittleTimeLeft_EndsBeforeTheDeadline(int seconds, bool sentAgain)
    {
        // The answer comes late; it is lost, and nothing was done.
        using CreateScenario scenario = new(options =>
        {
            options.AttemptTimeout = Total;
            options.Retry.CreateVisibilityDelay = TimeSpan.FromSeconds(30);
        });
        scenario.Service.Creates.Enqueue(Fate.Status(502, commits: false));
        scenario.Service.Latency = TimeSpan.FromSeconds(seconds);
        scenario.Service.AfterCommit = request =>
        {
            if (scenario.Service.Sent.Count > 1)
            {
                scenario.Service.Latency = TimeSpan.Zero;
            }
        };

        if (sentAgain)
        {
            Assert.False((await scenario.CreateAsync()).WasReconciled);
        }
        else
        {
            CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());
            Assert.Contains("too short to make sure", exception.Message, StringComparison.Ordinal);
        }

        Assert.True(scenario.Clock.Elapsed <= Total);
        Assert.Equal(sentAgain ? 2 : 1, scenario.Service.Posts);
    }

    [Theory]
    [InlineData("first attempt")]
    [InlineData("look")]
    [InlineData("second attempt")]
    [InlineData("look after the refusal")]
    public async Task CreateAsync_DeadlineInAnyPhase_IsUnknownAtTheDeadline(string phase)
    {
        using CreateScenario scenario = new(options => options.AttemptTimeout = TimeSpan.FromHours(1));
        switch (phase)
        {
            case "first attempt":
                scenario.Service.Creates.Enqueue(Fate.HangsAfterCommit);
                break;
            case "look":
                scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
                scenario.Service.EveryList = Fate.HangsBeforeCommit;
                break;
            case "second attempt":
                scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);
                scenario.Service.Creates.Enqueue(Fate.HangsAfterCommit);
                break;
            default:
                scenario.Service.ListLag = Total;
                scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
                scenario.Service.AfterCommit = _ =>
                {
                    if (scenario.Service.Posts == 2)
                    {
                        scenario.Service.EveryList = Fate.HangsBeforeCommit;
                    }
                };
                break;
        }

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.Equal(Total, scenario.Clock.Elapsed);
        Assert.Equal("notebook", exception.Name);
        Assert.Contains("TotalTimeout", exception.Message, StringComparison.Ordinal);
        Assert.Equal(phase == "second attempt" ? 2 : 1, exception.Attempts.Count);
    }

    [Theory]
    [InlineData("first attempt")]
    [InlineData("look")]
    [InlineData("pause")]
    [InlineData("second attempt")]
    [InlineData("look after the refusal")]
    public async Task CreateAsync_CancelledInAnyPhase_CarriesTheCallersToken(string phase)
    {
        using CancellationTokenSource cancellation = new();
        using CreateScenario scenario = new();
        using ITimer? timer = phase == "pause"
            ? scenario.Clock.CreateTimer(_ => cancellation.Cancel(), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan)
            : null;
        scenario.Service.ListLag = TimeSpan.FromSeconds(30);
        scenario.Service.Creates.Enqueue(phase == "first attempt" ? Fate.HangsAfterCommit : phase == "second attempt" ? Fate.ResetBeforeCommit : Fate.ResetAfterCommit);
        scenario.Service.Creates.Enqueue(phase == "second attempt" ? Fate.HangsAfterCommit : Fate.Answered);
        scenario.Service.EveryList = phase == "look" ? Fate.HangsBeforeCommit : null;
        scenario.Service.AfterCommit = request =>
        {
            bool isPost = request.Method == HttpMethod.Post;
            if (phase switch
            {
                "first attempt" => isPost,
                "look" => !isPost,
                "second attempt" => isPost && scenario.Service.Posts == 2,
                "look after the refusal" => !isPost && scenario.Service.Posts == 2,
                _ => false,
            })
            {
                cancellation.Cancel();
            }
        };

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scenario.CreateAsync(cancellationToken: cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.True(cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task CreateAsync_SecondAttemptCannotBeMade_IsUnknownRatherThanThatFailure()
    {
        using CreateScenario scenario = new(options => options.Retry.MaxAttempts = 2);
        scenario.Service.ListLag = TimeSpan.FromMinutes(5);
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.Creates.Enqueue(Fate.NotConnected);
        scenario.Service.Creates.Enqueue(Fate.NotConnected);

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.Contains("another attempt could not be made", exception.Message, StringComparison.Ordinal);
        Assert.IsType<ModelArtsConnectionException>(exception.InnerException);
        Assert.Single(exception.Attempts);
    }

    [Fact]
    public async Task CreateAsync_NameTakenButNowhereShown_IsUnknown()
    {
        using CreateScenario scenario = new();
        scenario.Service.ListLag = TimeSpan.FromMinutes(1);
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.Contains("though the list does not show by whom", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, Assert.IsType<ModelArtsApiException>(exception.InnerException).ErrorCode);
    }

    [Fact]
    public async Task CreateAsync_MalformedSuccessThatNamesTheInstance_KeepsItsIdAndSendsNoMore()
    {
        using CreateScenario scenario = new();
        scenario.Service.ListLag = TimeSpan.FromMinutes(1);
        scenario.Service.Creates.Enqueue(Fate.Says("""{"id":"DE-1","status":5}""", commits: true));

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => scenario.CreateAsync());

        Assert.Equal("DE-1", exception.InstanceId);
        Assert.Contains("DE-1", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, scenario.Service.Posts);
    }

    [Fact]
    public async Task CreateAsync_NoNameToLookFor_IsUnknownAndSendsNoMore()
    {
        using CreateScenario scenario = new(options => options.ValidateRequests = false);
        scenario.Service.Add("somebody's", scenario.Clock.GetUtcNow());
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(
            () => scenario.CreateAsync(ValidRequest.Create() with { Name = null!, Spec = null! }));

        Assert.Contains("no name", exception.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Fact]
    public void Construct_NoAttempts_IsAnArgumentError() =>
        Assert.ThrowsAny<ArgumentException>(() => new CreateOutcomeUnknownException("n", [], "r"));

    /// <summary>Is there for the first request, and then not to be had.</summary>
    private sealed class HangingCredential : ModelArtsCredential
    {
        private int _requests;

        public override async ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
        {
            if (++_requests == 1)
            {
                return;
            }

            // Completed by the cancellation itself, on its own thread: the clock must not run on meanwhile.
            TaskCompletionSource never = new();
            using CancellationTokenRegistration registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            await never.Task.ConfigureAwait(false);
        }
    }
}
