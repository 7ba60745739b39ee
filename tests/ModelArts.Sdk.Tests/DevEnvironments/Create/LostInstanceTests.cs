using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>Which instance of the list is taken for the one whose answer was lost: no other may be, and it must not be missed.</summary>
public sealed class LostInstanceTests
{
    [Theory]
    [InlineData("flavor")]
    [InlineData("profile")]
    [InlineData("old")]
    [InlineData("other user")]
    public async Task CreateAsync_NameBelongsToAnother_IsAConflict(string what)
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);
        scenario.Service.Add("notebook", what == "old" ? scenario.Clock.GetUtcNow().AddMinutes(-1) : scenario.Clock.GetUtcNow(), instance => what switch
        {
            "flavor" => instance with { Flavor = "modelarts.bm.gpu.v100NV32" },
            "profile" => instance with { Profile = "some-other-profile" },
            "other user" => instance with { IsOwn = false },
            _ => instance,
        });

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.CreateAsync());

        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, exception.ErrorCode);
        Assert.Equal(scenario.Service.Instances[0].Id, exception.InstanceId);
        Assert.Equal(2, scenario.Service.Posts);
    }

    /// <summary>As the real service was seen to answer: what was sent is the name, and the id is one of its own.</summary>
    [Fact]
    public async Task CreateAsync_ServiceShowsAnIdOfItsOwnForTheProfile_KnowsItByTheName()
    {
        using CreateScenario scenario = new();
        scenario.Service.ShowsProfileUuids = true;
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.True(operation.WasReconciled);
        Assert.Equal(1, scenario.Service.Posts);
    }

    [Theory]
    [InlineData("no flavor")]
    [InlineData("no profile")]
    [InlineData("no time")]
    [InlineData("profile in another case")]
    public async Task CreateAsync_ServiceLeavesThingsOut_SpeaksAgainstNothing(string what)
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.AfterCommit = _ => scenario.Service.Instances[0] = what switch
        {
            "no flavor" => scenario.Service.Instances[0] with { Flavor = null },
            "no profile" => scenario.Service.Instances[0] with { Profile = null },
            "no time" => scenario.Service.Instances[0] with { Created = null },
            _ => scenario.Service.Instances[0] with { Profile = scenario.Service.Instances[0].Profile!.ToUpperInvariant() },
        };

        Assert.True((await scenario.CreateAsync()).WasReconciled);
    }

    [Fact]
    public async Task CreateAsync_RequestLeavesThingsOut_SpeaksAgainstNothing()
    {
        using CreateScenario scenario = new(options => options.ValidateRequests = false);
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.AfterCommit = _ => scenario.Service.Instances[0] = scenario.Service.Instances[0] with { Flavor = "default-flavor", Profile = "default-profile" };

        InstanceOperation operation = await scenario.CreateAsync(ValidRequest.Create() with { Flavor = default, ProfileId = default });

        Assert.True(operation.WasReconciled);
    }

    [Fact]
    public async Task CreateAsync_NameOfAnInstanceThatIsGone_IsFree()
    {
        using CreateScenario scenario = new();
        scenario.Service.Add("notebook", scenario.Clock.GetUtcNow(), instance => instance with { IsDeleted = true });
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.Equal("DE-2", operation.InstanceId);
    }

    [Fact]
    public async Task CreateAsync_NameInAnotherCase_IsAnother()
    {
        using CreateScenario scenario = new();
        scenario.Service.Add("Notebook", scenario.Clock.GetUtcNow());
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        Assert.Equal("DE-2", (await scenario.CreateAsync()).InstanceId);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(24)]
    public async Task CreateAsync_ClocksDiffer_TheInstanceIsFoundByTheServicesOwnTime(int hours)
    {
        using CreateScenario scenario = new();
        scenario.Service.ClockOffset = TimeSpan.FromHours(hours);
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        Assert.True((await scenario.CreateAsync()).WasReconciled);
        Assert.Equal(1, scenario.Service.Posts);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    public async Task CreateAsync_ClocksDiffer_AnOlderInstanceIsNotTakenForTheNewOne(int hours)
    {
        using CreateScenario scenario = new();
        scenario.Service.ClockOffset = TimeSpan.FromHours(hours);
        scenario.Service.Add("notebook", scenario.Service.Now.AddMinutes(-1));
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.CreateAsync());

        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, exception.ErrorCode);
    }

    [Theory]
    [InlineData(-30_000, true)]
    [InlineData(-32_000, false)]
    [InlineData(0, true)]
    public async Task CreateAsync_CreatedBeforeTheFirstAttempt_IsItUpToTheTolerance(int milliseconds, bool isIt)
    {
        using CreateScenario scenario = new();
        scenario.Service.Add("notebook", scenario.Clock.GetUtcNow().AddMilliseconds(milliseconds));
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);

        Exception? exception = await Record.ExceptionAsync(() => scenario.CreateAsync());

        Assert.Equal(isIt, exception is null);
    }

    [Fact]
    public async Task CreateAsync_ServiceSaysThatItIsTheYear1_IsNoForeignException()
    {
        using CreateScenario scenario = new();
        scenario.Service.ClockOffset = DateTimeOffset.MinValue.AddSeconds(5) - scenario.Clock.GetUtcNow();
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);
        scenario.Service.AfterCommit = _ => { };

        Exception? exception = await Record.ExceptionAsync(() => scenario.CreateAsync());

        Assert.True(exception is null or ModelArtsException, exception?.ToString());
    }

    [Fact]
    public async Task CreateAsync_ServiceThatDoesNotSort_EveryPageIsSearched()
    {
        using CreateScenario scenario = new();
        scenario.Service.Sorts = false;

        // By name: those with "a" come first, and are a mixture of old and new.
        for (int i = 0; i < 250; i++)
        {
            scenario.Service.Add($"a{i:D3}", scenario.Clock.GetUtcNow().AddDays(i % 2 == 0 ? -i : -300 + i));
        }

        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        Assert.True((await scenario.CreateAsync()).WasReconciled);
        Assert.Equal((1, 3), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Fact]
    public async Task CreateAsync_ManyOlderInstances_OnePageIsEnough()
    {
        using CreateScenario scenario = new();
        for (int i = 0; i < 1000; i++)
        {
            scenario.Service.Add($"old-{i}", scenario.Clock.GetUtcNow().AddDays(-1 - i));
        }

        scenario.Service.Creates.Enqueue(Fate.Status(500, commits: false));

        await scenario.CreateAsync();

        Assert.All(scenario.Service.Sent.Where(request => request.Method == HttpMethod.Get), request => Assert.Contains("offset=0", request.Uri.Query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CreateAsync_ManyNewerInstances_IsFoundOnALaterPage()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.AfterCommit = _ =>
        {
            for (int i = 0; i < 250 && scenario.Service.Posts == 1 && scenario.Service.Looks == 0; i++)
            {
                scenario.Service.Add($"new-{i}", scenario.Service.Now.AddSeconds(1));
            }
        };

        Assert.Equal("DE-1", (await scenario.CreateAsync()).InstanceId);
        Assert.Equal((1, 3), (scenario.Service.Posts, scenario.Service.Looks));
    }

    [Fact]
    public async Task CreateAsync_InAWorkspace_IsLookedForThere()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        InstanceOperation operation = await scenario.CreateAsync(ValidRequest.Create() with { Workspace = new WorkspaceSpec { Id = "w1" } });

        Assert.True(operation.WasReconciled);
        Assert.Contains("workspace_id=w1", scenario.Service.Sent[^1].Uri.Query, StringComparison.Ordinal);
        Assert.Contains("sortby=creation_timestamp", scenario.Service.Sent[^1].Uri.Query, StringComparison.Ordinal);
        Assert.Contains("order=desc", scenario.Service.Sent[^1].Uri.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("show_self=false", scenario.Service.Sent[^1].Uri.Query, StringComparison.Ordinal);
    }
}
