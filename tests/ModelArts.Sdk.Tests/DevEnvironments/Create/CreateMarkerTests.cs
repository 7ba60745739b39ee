using System.Text.Json.Nodes;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>A marker in the annotations tells one's own instance from another of the same name, where the service shows it.</summary>
public sealed class CreateMarkerTests
{
    private const string Key = "modelarts-sdk-create-id";

    [Fact]
    public async Task CreateAsync_MarkCreates_AddsARandomIdAndKeepsTheUsersAnnotations()
    {
        using CreateScenario scenario = new(static options => options.Retry.MarkCreates = true);
        Dictionary<string, string> annotations = new() { ["team"] = "vision" };
        CreateInstanceRequest request = ValidRequest.With(new NotebookSpec { Storage = ValidRequest.Evs, Annotations = annotations });

        await scenario.CreateAsync(request);
        await scenario.CreateAsync(request with { Name = "second" });

        string[] markers = [.. scenario.Service.Sent.Select(sent => (string)Annotations(sent)![Key]!)];
        Assert.All(markers, marker => Assert.Matches("^[0-9a-f]{32}$", marker));
        Assert.NotEqual(markers[0], markers[1]);
        Assert.All(scenario.Service.Sent, sent => Assert.Equal("vision", (string?)Annotations(sent)!["team"]));
        Assert.Single(annotations);
    }

    [Fact]
    public async Task CreateAsync_NotAsked_SendsNoMarker()
    {
        using CreateScenario scenario = new();

        await scenario.CreateAsync();

        Assert.Null(Annotations(scenario.Service.Sent[0]));
    }

    [Fact]
    public async Task CreateAsync_SentAgain_CarriesTheSameMarker()
    {
        using CreateScenario scenario = new(static options => options.Retry.MarkCreates = true);
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);

        await scenario.CreateAsync();

        Assert.Single(scenario.Service.Sent.Where(sent => sent.Body is not null).Select(sent => (string?)Annotations(sent)![Key]).Distinct());
        Assert.Equal(2, scenario.Service.Posts);
    }

    [Fact]
    public async Task CreateAsync_MarkerOfTheCallers_IsKept()
    {
        using CreateScenario scenario = new(static options => options.Retry.MarkCreates = true);

        await scenario.CreateAsync(ValidRequest.With(
            new NotebookSpec { Storage = ValidRequest.Evs, Annotations = new Dictionary<string, string> { [Key] = "mine" } }));

        Assert.Equal("mine", (string?)Annotations(scenario.Service.Sent[0])![Key]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CreateAsync_MarkerEchoedOrNot_TheInstanceIsFound(bool echoed)
    {
        using CreateScenario scenario = new(static options => options.Retry.MarkCreates = true);
        scenario.Service.EchoesAnnotations = echoed;
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);

        Assert.True((await scenario.CreateAsync()).WasReconciled);
    }

    [Fact]
    public async Task CreateAsync_MarkerEchoed_CountsMoreThanTimeAndFlavor()
    {
        using CreateScenario scenario = new(static options => options.Retry.MarkCreates = true);
        scenario.Service.EchoesAnnotations = true;
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.AfterCommit = _ => scenario.Service.Instances[0] = scenario.Service.Instances[0] with
        {
            Created = scenario.Clock.GetUtcNow().AddDays(-1),
            Flavor = "the-new-name-of-the-flavor",
        };

        Assert.True((await scenario.CreateAsync()).WasReconciled);
    }

    [Fact]
    public async Task CreateAsync_ForeignMarker_IsAConflictThoughAllElseFits()
    {
        using CreateScenario scenario = new(static options => options.Retry.MarkCreates = true);
        scenario.Service.EchoesAnnotations = true;
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);
        scenario.Service.Add("notebook", scenario.Clock.GetUtcNow(), instance => instance with { Annotations = new Dictionary<string, string> { [Key] = "theirs" } });

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.CreateAsync());

        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, exception.ErrorCode);
    }

    [Fact]
    public async Task CreateAsync_MarkCreatesWithoutASpec_IsTheServicesToJudge()
    {
        using CreateScenario scenario = new(static options =>
        {
            options.Retry.MarkCreates = true;
            options.ValidateRequests = false;
        });

        await scenario.CreateAsync(ValidRequest.Create() with { Spec = null! });

        Assert.Equal(1, scenario.Service.Posts);
    }

    private static JsonNode? Annotations(SentRequest sent) => JsonNode.Parse(sent.Body!)!["spec"]?["annotations"];
}
