using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class StateMachineTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000);

    private readonly FakeTimeProvider _clock = new(Start);
    private ModelArtsSimulator _simulator = null!;
    private RawClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await ModelArtsSimulator.StartAsync(
            new()
            {
                TimeProvider = _clock,
                CreatingDuration = TimeSpan.FromSeconds(10),
                StartingDuration = TimeSpan.FromSeconds(20),
                StoppingDuration = TimeSpan.FromSeconds(5),
            },
            Cancellation);
        _client = new RawClient(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Theory]
    [InlineData(0, "CREATING", 0)]
    [InlineData(9_999, "CREATING", 0)]
    [InlineData(10_000, "STARTING", 10_000)]
    [InlineData(29_999, "STARTING", 10_000)]
    [InlineData(30_000, "RUNNING", 30_000)]
    [InlineData(864_000_000, "RUNNING", 30_000)]
    public async Task Get_AfterATime_AnswersTheStatusAndWhenItBegan(int milliseconds, string status, int since)
    {
        string id = (string)(await _client.CreatedAsync())["id"]!;
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        JsonObject answer = await _client.GotAsync(id);

        Assert.Equal(status, (string?)answer["status"]);
        Assert.Equal($"{1_600_000_000_000 + since}", (string?)answer["latest_update_timestamp"]);
        Assert.Equal("1600000000000", (string?)answer["creation_timestamp"]);
    }

    [Fact]
    public async Task Get_RightAfterCreate_AnswersWhatCreateAnswered()
    {
        JsonObject created = await _client.CreatedAsync();

        JsonObject got = await _client.GotAsync((string)created["id"]!);

        Assert.True(JsonNode.DeepEquals(created, got), got.ToJsonString());
    }

    [Fact]
    public async Task Get_Running_HasAUrlThatWasEmptyBefore()
    {
        string id = (string)(await _client.CreatedAsync())["id"]!;
        _clock.Advance(TimeSpan.FromSeconds(29));
        JsonNode before = (await _client.GotAsync(id))["spec"]!["annotations"]!;
        _clock.Advance(TimeSpan.FromSeconds(1));
        JsonNode after = (await _client.GotAsync(id))["spec"]!["annotations"]!;

        Assert.Equal("", (string?)before["url"]);
        Assert.True(Uri.TryCreate((string?)after["url"], UriKind.Absolute, out Uri? url));
        Assert.Contains(id, url.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal((string?)before["target_domain"], (string?)after["target_domain"]);
    }

    [Fact]
    public async Task Get_RunningWithAutoStop_TellsWhenItStopsAndThenStops()
    {
        JsonObject request = RawClient.ValidRequest();
        request["spec"]!["auto_stop"] = JsonNode.Parse("""{"enable":true,"duration":3600,"prompt":false}""");
        string id = (string)(await _client.CreatedAsync(request))["id"]!;

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal("""{"duration":3600,"enable":true,"prompt":false}""", (await _client.GotAsync(id))["spec"]!["auto_stop"]!.ToJsonString());

        _clock.Advance(TimeSpan.FromSeconds(101));
        Assert.Equal(
            """{"duration":3600,"enable":true,"prompt":false,"stop_timestamp":1600003630000,"remain_time":3500}""",
            (await _client.GotAsync(id))["spec"]!["auto_stop"]!.ToJsonString());

        _clock.Advance(TimeSpan.FromSeconds(3500));
        JsonObject stopping = await _client.GotAsync(id);
        Assert.Equal("STOPPING", (string?)stopping["status"]);
        Assert.Equal("", (string?)stopping["spec"]!["annotations"]!["url"]);

        _clock.Advance(TimeSpan.FromSeconds(5));
        JsonObject stopped = await _client.GotAsync(id);
        Assert.Equal("STOPPED", (string?)stopped["status"]);
        Assert.Equal("1600003635000", (string?)stopped["latest_update_timestamp"]);
        Assert.Equal("""{"duration":3600,"enable":true,"prompt":false}""", stopped["spec"]!["auto_stop"]!.ToJsonString());
    }

    [Fact]
    public async Task Get_AutoStopDisabled_RunsOn()
    {
        JsonObject request = RawClient.ValidRequest();
        request["spec"]!["auto_stop"] = JsonNode.Parse("""{"enable":false,"duration":3600}""");
        string id = (string)(await _client.CreatedAsync(request))["id"]!;
        _clock.Advance(TimeSpan.FromDays(2));

        JsonObject answer = await _client.GotAsync(id);

        Assert.Equal("RUNNING", (string?)answer["status"]);
        Assert.Equal("""{"duration":3600,"enable":false,"prompt":true}""", answer["spec"]!["auto_stop"]!.ToJsonString());
    }

    [Fact]
    public async Task NextCreate_WillFail_EndsAsCreateFailedWithReasonAndCode()
    {
        _simulator.NextCreate.WillFail("image pull failed", "ModelArts.6360");
        JsonObject created = await _client.CreatedAsync();
        Assert.Null(created["spec"]!["failed_reasons"]);
        _clock.Advance(TimeSpan.FromSeconds(10));

        JsonObject failed = await _client.GotAsync((string)created["id"]!);

        Assert.Equal("CREATE_FAILED", (string?)failed["status"]);
        Assert.Equal("ModelArts.6360", (string?)failed["error_code"]);
        Assert.Equal("""{"code":"ModelArts.6360","message":"image pull failed","detail":{}}""", failed["spec"]!["failed_reasons"]!.ToJsonString());
        Assert.Equal("", (string?)failed["spec"]!["annotations"]!["url"]);
    }

    [Fact]
    public async Task NextCreate_WillFail_CountsForTheNextAcceptedCreateOnly()
    {
        await _client.CreatedAsync(RawClient.ValidRequest("before"));
        _simulator.NextCreate.WillFail("first reason", "ModelArts.6360");
        _simulator.NextCreate.WillFail("second reason", "ModelArts.6528");
        await _client.CreateAsync("{}");
        await _client.CreateAsync(RawClient.ValidRequest("before"));
        await _client.CreatedAsync(RawClient.ValidRequest("first"));
        await _client.CreatedAsync(RawClient.ValidRequest("second"));
        await _client.CreatedAsync(RawClient.ValidRequest("after"));
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(
            [("before", "RUNNING", null), ("first", "CREATE_FAILED", "first reason"), ("second", "CREATE_FAILED", "second reason"), ("after", "RUNNING", null)],
            _simulator.Instances.Select(instance => (instance.Name!, instance.Status.Value, instance.Spec!.FailedReasons?.Message)));
    }

    [Theory]
    [InlineData(" ", "ModelArts.6360")]
    [InlineData("reason", "")]
    public void WillFail_BlankReasonOrCode_Throws(string message, string code) =>
        Assert.Throws<ArgumentException>(() => _simulator.NextCreate.WillFail(message, code));

    [Fact]
    public async Task Create_DurationsOfZero_AnswersCreatingAndRunsAtOnce()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(
            new() { TimeProvider = _clock, CreatingDuration = TimeSpan.Zero, StartingDuration = TimeSpan.Zero }, Cancellation);
        using RawClient client = new(simulator);

        JsonObject created = await client.CreatedAsync();

        Assert.Equal("CREATING", (string?)created["status"]);
        Assert.Equal("RUNNING", (string?)(await client.GotAsync((string)created["id"]!))["status"]);
    }

    [Fact]
    public async Task Instances_ShowWhatAClientWouldReadNow()
    {
        JsonObject created = await _client.CreatedAsync(RawClient.ValidRequest("mine"));
        _clock.Advance(TimeSpan.FromSeconds(30));

        DevEnvironments.DevEnvironmentInstance instance = Assert.Single(_simulator.Instances);

        Assert.Equal(((string)created["id"]!, "mine", DevEnvironments.InstanceStatus.Running), (instance.Id, instance.Name, instance.Status));
        Assert.Equal(Start, instance.CreationTimestamp);
        Assert.Equal(Start + TimeSpan.FromSeconds(30), instance.LatestUpdateTimestamp);
        Assert.Equal(5, instance.Spec!.Storage!.Location!.VolumeSize);
        Assert.Empty(instance.AdditionalProperties);
    }
}
