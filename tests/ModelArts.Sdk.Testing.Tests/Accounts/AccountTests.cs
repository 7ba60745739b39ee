using System.Net;
using System.Text.Json.Nodes;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Accounts;

public sealed class AccountTests : IAsyncLifetime
{
    private static readonly SimulatorOptions Options = new()
    {
        InstanceLimit = 2,
        Projects =
        [
            new() { Id = "second", Name = "cn-east-3" },
            new() { Id = "foreign", Name = "cn-north-4", DomainName = "other" },
        ],
        Users =
        [
            new() { Name = "bob" },
            new() { Name = "carol", ProjectId = "second", SecurityToken = "temporary" },
            new() { Name = "bob", DomainName = "other", Password = "of-other-bob" },
        ],
    };

    private ModelArtsSimulator? _simulator;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ModelArtsSimulator Simulator => _simulator!;

    private SimulatorUser Bob => Simulator.Users[1];

    private SimulatorUser Carol => Simulator.Users[2];

    private SimulatorUser OtherBob => Simulator.Users[3];

    public async ValueTask InitializeAsync() => _simulator = await ModelArtsSimulator.StartAsync(Options, Cancellation);

    public async ValueTask DisposeAsync() => await Simulator.DisposeAsync();

    [Fact]
    public void Users_AreCompleteAndAllDifferent()
    {
        Assert.Equal(["simulator-user", "bob", "carol", "bob"], Simulator.Users.Select(user => user.Name));
        Assert.Equal(["simulator-domain", "simulator-domain", "simulator-domain", "other"], Simulator.Users.Select(user => user.DomainName));
        Assert.Equal([Simulator.ProjectId, Simulator.ProjectId, "second", "foreign"], Simulator.Users.Select(user => user.ProjectId));
        foreach (Func<SimulatorUser, string?> secret in new Func<SimulatorUser, string?>[] { user => user.AccessKey, user => user.SecretKey, user => user.AuthToken, user => user.Password })
        {
            Assert.All(Simulator.Users, user => Assert.False(string.IsNullOrWhiteSpace(secret(user))));
            Assert.Equal(4, Simulator.Users.Select(secret).Distinct().Count());
        }

        Assert.Matches("^[A-Z0-9]{20}$", Bob.AccessKey!);
    }

    [Theory]
    [InlineData(SimulatorSignIn.Token)]
    [InlineData(SimulatorSignIn.AccessKey)]
    [InlineData(SimulatorSignIn.Password)]
    public async Task EveryUser_InEachWayToSignIn_WorksInItsProjectAndIsNamedInTheJournal(SimulatorSignIn signIn)
    {
        foreach (SimulatorUser user in Simulator.Users)
        {
            using ModelArtsClient client = new(Simulator.CreateClientOptions(user, signIn));
            Assert.Equal(0, (await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation)).TotalCount);
            SimulatorJournalEntry entry = Simulator.Journal.Entries[^1];
            Assert.Equal((user.Name, 200), (entry.Caller, entry.StatusCode));
            Assert.Equal(signIn == SimulatorSignIn.AccessKey ? user.AccessKey : null, entry.AccessKey);
        }
    }

    [Fact]
    public async Task Instances_OfAProject_AreNotInAnother()
    {
        using ModelArtsClient first = new(Simulator.CreateClientOptions());
        using ModelArtsClient second = new(Simulator.CreateClientOptions(Carol));
        string id = await CreateAsync(first, "same-name");
        string other = await CreateAsync(second, "same-name");

        Assert.Equal(id, Assert.Single((await first.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation)).Instances!).Id);
        Assert.Equal(other, Assert.Single((await second.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation)).Instances!).Id);
        Assert.Equal(
            ModelArtsErrorCode.InstanceNotFound,
            (await Assert.ThrowsAsync<ModelArtsApiException>(() => first.DevEnvironments.GetAsync(other, Cancellation))).ErrorCode);
        Assert.Equal(2, Simulator.Instances.Count);
    }

    [Fact]
    public async Task Limit_CountsThroughoutAnAccountAndNotBeyond()
    {
        using ModelArtsClient first = new(Simulator.CreateClientOptions());
        using ModelArtsClient second = new(Simulator.CreateClientOptions(Carol));
        using ModelArtsClient foreign = new(Simulator.CreateClientOptions(OtherBob));
        await CreateAsync(first, "a");
        await CreateAsync(second, "b");

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => CreateAsync(first, "c"));

        Assert.Equal(ModelArtsErrorCode.InstanceLimitReached, exception.ErrorCode);
        await CreateAsync(foreign, "c");
    }

    [Fact]
    public async Task List_OnlyOwn_LeavesOutThoseOfOtherUsers()
    {
        using ModelArtsClient first = new(Simulator.CreateClientOptions());
        using ModelArtsClient bob = new(Simulator.CreateClientOptions(Bob));
        await CreateAsync(first, "of-first");
        await CreateAsync(bob, "of-bob");

        InstancePage own = await bob.DevEnvironments.ListPageAsync(new ListInstancesQuery { OnlyOwn = true }, Cancellation);
        InstancePage all = await bob.DevEnvironments.ListPageAsync(new ListInstancesQuery { OnlyOwn = false }, Cancellation);

        DevEnvironmentInstance instance = Assert.Single(own.Instances!);
        Assert.Equal(("of-bob", "bob"), (instance.Name, instance.User!.Name));
        Assert.NotEqual(all.Instances![0].User!.Id, all.Instances[1].User!.Id);
        Assert.Equal(2, all.TotalCount);
    }

    [Fact]
    public async Task AnotherAccount_MayNotUseTheProject()
    {
        foreach (SimulatorSignIn signIn in new[] { SimulatorSignIn.Token, SimulatorSignIn.AccessKey })
        {
            ModelArtsClientOptions options = Simulator.CreateClientOptions(OtherBob, signIn);
            options.ProjectId = Simulator.ProjectId;
            using ModelArtsClient client = new(options);

            ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(
                () => client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation));

            Assert.Equal((HttpStatusCode.Forbidden, ModelArtsErrorCode.ProjectMismatch), (exception.StatusCode, exception.ErrorCode));
            Assert.Equal(SimulatorAuthentication.ProjectMismatch, Simulator.Journal.Entries[^1].Authentication);
        }
    }

    [Fact]
    public async Task Signature_IsGoodForEachProjectOfTheAccount_ATokenIsNot()
    {
        ModelArtsClientOptions signed = Simulator.CreateClientOptions(Bob, SimulatorSignIn.AccessKey);
        ModelArtsClientOptions token = Simulator.CreateClientOptions(Bob);
        signed.ProjectId = token.ProjectId = "second";
        using ModelArtsClient signing = new(signed);
        using ModelArtsClient withToken = new(token);

        await CreateAsync(signing, "n");
        await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => CreateAsync(withToken, "m"));
    }

    [Fact]
    public async Task FindProjects_ListsThoseOfTheCallersAccount()
    {
        using RawClient first = new(Simulator);
        using RawClient foreign = new(Simulator, OtherBob.AuthToken);

        JsonArray own = (await first.SendAsync(HttpMethod.Get, "/v3/projects")).Json["projects"]!.AsArray();
        JsonNode other = Assert.Single((await foreign.SendAsync(HttpMethod.Get, "/v3/projects?name=cn-north-4")).Json["projects"]!.AsArray())!;

        Assert.Equal([Simulator.ProjectId, "second"], own.Select(project => (string?)project!["id"]));
        Assert.Equal("foreign", (string?)other["id"]);
        Assert.NotEqual((string?)own[0]!["domain_id"], (string?)other["domain_id"]);
        Assert.Empty((await foreign.SendAsync(HttpMethod.Get, "/v3/projects?name=cn-east-3")).Json["projects"]!.AsArray());
    }

    [Theory]
    [InlineData("page=1&per_page=1", 1)]
    [InlineData("page=2&per_page=1", 1)]
    [InlineData("page=3&per_page=1", 0)]
    [InlineData("page=2&per_page=5000", 0)]
    [InlineData("enabled=true", 2)]
    [InlineData("enabled=false", 0)]
    [InlineData("domain_id=d78cbac186b744899480f25bd022f468", 2)]
    [InlineData("domain_id=another", 0)]
    [InlineData("parent_id=d78cbac186b744899480f25bd022f468&name=cn-east-3", 1)]
    [InlineData("parent_id=another", 0)]
    public async Task FindProjects_ByWhatIamKnows_AnswersThoseAndNoOthers(string query, int count)
    {
        using RawClient client = new(Simulator);

        RawAnswer answer = await client.SendAsync(HttpMethod.Get, $"/v3/projects?{query}");

        Assert.Equal(count, answer.Json["projects"]!.AsArray().Count);
        Assert.Equal($"/v3/projects?{query}", (string?)answer.Json["links"]!["self"]);
    }

    [Theory]
    [InlineData("page=0&per_page=1")]
    [InlineData("page=1&per_page=0")]
    [InlineData("page=1&per_page=5001")]
    [InlineData("page=one&per_page=1")]
    [InlineData("enabled=perhaps")]
    public async Task FindProjects_ImpossibleQuery_Answers400(string query)
    {
        using RawClient client = new(Simulator);

        RawAnswer answer = await client.SendAsync(HttpMethod.Get, $"/v3/projects?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, 400), (answer.Status, (int)answer.Json["error"]!["code"]!));
    }

    [Fact]
    public async Task Iam_ProjectsAndDomainsOfTheCaller_AreThoseOfItsAccount()
    {
        using RawClient foreign = new(Simulator, OtherBob.AuthToken);

        JsonNode project = Assert.Single((await foreign.SendAsync(HttpMethod.Get, "/v3/auth/projects")).Json["projects"]!.AsArray())!;
        JsonNode domain = Assert.Single((await foreign.SendAsync(HttpMethod.Get, "/v3/auth/domains")).Json["domains"]!.AsArray())!;

        Assert.Equal(("foreign", "other"), ((string?)project["id"], (string?)domain["name"]));
        Assert.Equal((string?)project["domain_id"], (string?)domain["id"]);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.FindProjects);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.FindDomains, entry => entry is { StatusCode: 200, Caller: "bob" });
    }

    [Fact]
    public async Task CreateToken_PasswordOfAnotherAccountsUserOfThatName_IsRefused()
    {
        ModelArtsClientOptions options = Simulator.CreateClientOptions(Bob);
        options.Credential = new IamPasswordCredential("bob", "of-other-bob", "simulator-domain");
        using ModelArtsClient client = new(options);

        await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => CreateAsync(client, "n"));

        Assert.Equal((null, SimulatorAuthentication.PasswordWrong), (Simulator.Journal.Entries[^1].Caller, Simulator.Journal.Entries[^1].Authentication));
    }

    [Fact]
    public async Task CreateClientOptions_AUserOfAnotherSimulator_Throws()
    {
        await using ModelArtsSimulator other = await ModelArtsSimulator.StartAsync(null, Cancellation);

        Assert.Throws<ArgumentException>(() => Simulator.CreateClientOptions(other.Users[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Simulator.CreateClientOptions(Bob, SimulatorSignIn.EcsMetadata));
    }

    [Fact]
    public void User_AsText_HoldsNoSecret()
    {
        SimulatorUser user = new() { Name = "n", Password = "canary", SecretKey = "canary", SecurityToken = "canary", AuthToken = "canary" };

        Assert.DoesNotContain("canary", user.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", System.Text.Json.JsonSerializer.Serialize(user), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", (new SimulatorOptions { Users = [user] }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ImpossibleAccounts_ListsWhatIsWrong()
    {
        SimulatorOptions options = new()
        {
            Projects = [new() { Id = new SimulatorOptions().ProjectId, Name = "cn-north-4" }, new() { Id = "a/b", Name = " " }],
            Users =
            [
                new() { Name = "simulator-user", AuthToken = "same" },
                new() { Name = "eve", AuthToken = "same", AccessKey = "SIMULATORACCESSKEY01", SecretKey = "two words" },
                new() { Name = "lost", DomainName = "nowhere" },
                new() { Name = "wrong", ProjectId = "none", AccessKey = "a=b" },
            ],
        };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => ModelArtsSimulator.StartAsync(options, Cancellation));

        Assert.All(
            [
                "The ids of Projects must differ", "The names of Projects must differ", "Each id of Projects must", "Each name of Projects must",
                "The names of Users must differ", "The access keys of Users must differ", "The tokens of Users must differ",
                "eve: SecretKey must", "lost: ProjectId must", "wrong: ProjectId must", "wrong: AccessKey must",
            ],
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("two words", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<string> CreateAsync(ModelArtsClient client, string name) => (await client.DevEnvironments.CreateAsync(
        CreateInstanceRequest.For(name).WithProfile("p").WithFlavor("f").WithEvsStorage().Build(), Cancellation)).InstanceId;
}
