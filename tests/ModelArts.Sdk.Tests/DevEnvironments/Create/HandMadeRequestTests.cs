using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>Records need no builder: whatever stands in them, null where the compiler forbids it included, is reported and not thrown over.</summary>
public sealed class HandMadeRequestTests
{
    private static readonly CreateInstanceRequest NullsEverywhere = new()
    {
        Name = null!,
        ProfileId = default,
        Flavor = default,
        Spec = null!,
        Pool = new PoolSpec { Id = null!, Name = null!, Owner = new PoolOwnerSpec { ProjectId = null } },
        Workspace = new WorkspaceSpec { Id = null },
        AiProject = new AIProjectSpec { Id = null },
    };

    private static readonly CreateInstanceRequest NullsInTheSpec = ValidRequest.With(new NotebookSpec
    {
        Storage = null!,
        ExtendStorage = [null!, new StorageSpec { Type = default, Location = null }, new StorageSpec { Type = StorageType.Obsfs, Location = null }],
        AutoStop = new AutoStopSpec { Enable = null, Duration = null },
        Annotations = null,
    });

    [Fact]
    public void Validate_NullsEverywhere_ReportsAndDoesNotThrow() => Broken.Rules(
        NullsEverywhere,
        new Broken("name", 2, "ModelArts.6335"),
        new Broken("profile_id", 2, "ModelArts.6335"),
        new Broken("flavor", 2, "ModelArts.6335"),
        new Broken("spec", 2, "ModelArts.6335"),
        new Broken("pool.id", 8, "ModelArts.6335"));

    [Fact]
    public void Validate_NullsInTheSpec_ReportsAndDoesNotThrow() => Broken.Rules(
        NullsInTheSpec,
        new Broken("spec.storage", 3, "ModelArts.6316"),
        new Broken("spec.extend_storage[0].type", 3, "ModelArts.6324"),
        new Broken("spec.extend_storage[1].type", 3, "ModelArts.6324"),
        new Broken("spec.extend_storage[2].location.path", 5, "ModelArts.6317"));

    [Fact]
    public async Task CreateAsync_BrokenRequest_ReportsEveryRuleAndSendsNothing()
    {
        RecordingTransport transport = new(_ => Answer.Status("CREATING")());
        using ModelArtsClient client = new(TestClient.Options(transport));

        InvalidRequestException exception = await Assert.ThrowsAsync<InvalidRequestException>(
            () => client.DevEnvironments.CreateAsync(NullsEverywhere, TestContext.Current.CancellationToken));

        Assert.Equal(Broken.In(NullsEverywhere.Validate()), Broken.In(exception.Failures));
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task CreateAsync_BrokenRequestWithoutValidation_IsSentForTheServiceToJudge()
    {
        RecordingTransport transport = new(_ => Answer.Status("CREATING")());
        ModelArtsClientOptions options = TestClient.Options(transport);
        options.ValidateRequests = false;
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.CreateAsync(
            ValidRequest.Create() with { Name = "a name", Description = "<>" }, TestContext.Current.CancellationToken);

        Assert.Contains("\"name\":\"a name\"", Assert.Single(transport.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateAsync_NullsWithoutValidation_AreLeftOutForTheServiceToJudge()
    {
        RecordingTransport transport = new(_ => Answer.Status("CREATING")());
        ModelArtsClientOptions options = TestClient.Options(transport);
        options.ValidateRequests = false;
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.CreateAsync(NullsEverywhere, TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"profile_id":"","flavor":"","workspace":{},"pool":{"owner":{}},"ai_project":{}}""",
            Assert.Single(transport.Requests).Body);
    }

    [Fact]
    public async Task CreateAsync_NullRequest_IsAnArgumentErrorAndSendsNothing()
    {
        RecordingTransport transport = new(_ => Answer.Status("CREATING")());
        using ModelArtsClient client = new(TestClient.Options(transport));

        await Assert.ThrowsAsync<ArgumentNullException>(
            "request", () => client.DevEnvironments.CreateAsync(null!, TestContext.Current.CancellationToken));
        Assert.Empty(transport.Requests);
    }
}
