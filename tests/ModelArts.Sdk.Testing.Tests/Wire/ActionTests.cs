using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class ActionTests : SimulatorTest
{
    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("restart")]
    [InlineData("queue")]
    [InlineData("dequeue")]
    public async Task AnyAction_UnknownInstance_Answers6309AndIsJournaledByItsName(string action)
    {
        await RefusedAsync("6309", Client.ActAsync("DE-none", action));

        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.Entries);
        Assert.Equal((Enum.Parse<SimulatorOperation>(action, ignoreCase: true), "DE-none"), (entry.Operation, entry.InstanceId));
    }

    [Theory]
    [InlineData("401")]
    [InlineData("403")]
    [InlineData("413")]
    [InlineData("429")]
    public async Task Stop_RefusedBeforeTheServiceReadsIt_IsJournaledByItsName(string answer)
    {
        SimulatorOptions options = new() { RateLimit = 1, Users = [new() { Name = "other", AuthToken = "of-other", ProjectId = "theirs" }], Projects = [new() { Id = "theirs", Name = "cn-east-3" }] };
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(options, Cancellation);
        using RawClient client = new(simulator, answer switch { "401" => "wrong", "403" => "of-other", "413" => "", _ => null });
        if (answer == "429")
        {
            await client.GetAsync("DE-none");
        }

        using HttpRequestMessage request = new(HttpMethod.Post, $"{client.InstancesPath}/DE-none/action")
        {
            Content = new StringContent(answer == "413" ? $$"""{"action":"stop"{{new string(' ', 12 * 1024 * 1024)}}}""" : """{"action":"stop"}"""),
        };
        if (answer == "413")
        {
            request.Headers.TryAddWithoutValidation("Authorization", "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=b");
        }

        RawAnswer refused = await client.SendAsync(request);

        Assert.Equal(answer, ((int)refused.Status).ToString(System.Globalization.CultureInfo.InvariantCulture));
        SimulatorJournalEntry entry = simulator.Journal.Entries[^1];
        Assert.Equal((SimulatorOperation.Stop, (int)refused.Status, "DE-none"), (entry.Operation, entry.StatusCode, entry.InstanceId));
    }

    [Fact]
    public async Task Stop_Running_AnswersBothStatesUnderTheirNamesAndStops()
    {
        string id = await CreateRunningAsync();

        RawAnswer answer = await Client.ActAsync(id, "stop");

        Assert.Equal("""{"current_status":"STOPPING","previous_state":"RUNNING"}""", answer.Text);
        Assert.Equal(["STOPPING", "STOPPING", "STOPPED"], await StatusesAsync(id, 0, 4.999, 0.001));
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.ShouldHave(1, SimulatorOperation.Stop));
        Assert.Equal(("RUNNING", "STOPPING"), (entry.StatusBefore!.Value.Value, entry.StatusAfter!.Value.Value));
    }

    [Fact]
    public async Task Start_Stopped_AnswersBothStatesAndRunsWithAutoStopCountedAnew()
    {
        string id = await CreateStoppedAsync(autoStop: """{"enable":true,"duration":3600}""");
        Advance(5000);
        Assert.Equal("STOPPED", await Client.StatusAsync(id));

        RawAnswer answer = await Client.ActAsync(id, "start");

        Assert.Equal("""{"current_status":"STARTING","previous_state":"STOPPED"}""", answer.Text);
        Assert.Equal(["STARTING", "RUNNING", "RUNNING", "STOPPING", "STOPPED"], await StatusesAsync(id, 19.999, 0.001, 3599.999, 0.001, 5));
    }

    [Fact]
    public async Task Restart_Running_ComesToRunAgainWithAYoungerTimeOfUpdate()
    {
        string id = await CreateRunningAsync();
        long before = await UpdatedAsync(id);
        Advance(100);

        RawAnswer answer = await Client.ActAsync(id, "restart");

        Assert.Equal("""{"current_status":"RESTARTING","previous_state":"RUNNING"}""", answer.Text);
        Assert.Equal(["RESTARTING", "RUNNING"], await StatusesAsync(id, 6.999, 0.001));
        Assert.Equal(before + 107_000, await UpdatedAsync(id));
    }

    [Fact]
    public async Task Restart_RunningWithAutoStop_CountsItAnew()
    {
        string id = await CreateRunningAsync(autoStop: """{"enable":true,"duration":3600}""");
        Advance(3000);

        await DoneAsync(Client.ActAsync(id, "restart"));

        Assert.Equal(["RUNNING", "RUNNING", "STOPPING"], await StatusesAsync(id, 7, 3599, 1));
    }

    [Fact]
    public async Task EachTransition_MovesTheTimeOfUpdateToItsBeginning()
    {
        string id = await CreateRunningAsync();
        Advance(1);
        await DoneAsync(Client.ActAsync(id, "stop"));
        Advance(1);
        Assert.Equal(StartMilliseconds + 31_000, await UpdatedAsync(id));
        Advance(100);
        Assert.Equal(StartMilliseconds + 36_000, await UpdatedAsync(id));
        await DoneAsync(Client.DeleteAsync(id));
        Advance(1);
        Assert.Equal(StartMilliseconds + 132_000, await UpdatedAsync(id));
    }

    [Fact]
    public async Task Delete_Stopped_AnswersTheIdAndIsGoneAndItsNameFreeInTheEnd()
    {
        string id = await CreateStoppedAsync("taken");

        RawAnswer answer = await Client.DeleteAsync(id);

        Assert.Equal($$"""{"instance_id":"{{id}}"}""", answer.Text);
        Advance(3.999);
        Assert.Equal("DELETING", await Client.StatusAsync(id));
        await RefusedAsync("6301", Client.CreateAsync(RawClient.ValidRequest("taken")));
        Advance(0.001);
        await RefusedAsync("6309", Client.GetAsync(id));
        await RefusedAsync("6309", Client.DeleteAsync(id));
        await RefusedAsync("6309", Client.ActAsync(id, "start"));
        Assert.Empty(Simulator.Instances);
        Assert.NotEqual(id, await CreateAsync("taken"));
    }

    [Fact]
    public async Task NextStart_WillFail_EndsAsStartFailedWithTheReasonAndTheNextStartRuns()
    {
        string id = await CreateStoppedAsync();
        Simulator.NextStart.WillFail("no node", "ModelArts.6360");
        await RefusedAsync("6307", Client.ActAsync(id, "stop"));

        await DoneAsync(Client.ActAsync(id, "start"));
        Assert.Equal(["STARTING", "START_FAILED"], await StatusesAsync(id, 0, 20));
        JsonObject failed = await Client.GotAsync(id);
        await DoneAsync(Client.ActAsync(id, "start"));
        Advance(20);
        JsonObject running = await Client.GotAsync(id);

        Assert.Equal("ModelArts.6360", (string?)failed["error_code"]);
        Assert.Equal("""{"code":"ModelArts.6360","message":"no node","detail":{}}""", failed["spec"]!["failed_reasons"]!.ToJsonString());
        Assert.Equal("RUNNING", (string?)running["status"]);
        Assert.Null(running["spec"]!["failed_reasons"]);
        Assert.False(running.ContainsKey("error_code"));
    }

    [Theory]
    [InlineData("""{}""", "6335")]
    [InlineData("""{"action":null}""", "6335")]
    [InlineData("""{"action":""}""", "6335")]
    [InlineData("""{"action":"explode"}""", "6336")]
    [InlineData("""{"action":"queue"}""", "6336")]
    [InlineData("""{"action":"dequeue"}""", "6336")]
    [InlineData("""{"action":1}""", "6332")]
    [InlineData("""[]""", "6332")]
    [InlineData("""{"action":""", "0101")]
    [InlineData("", "0101")]
    public async Task Action_ThatCannotBeTaken_Answers400AndChangesNothing(string body, string code)
    {
        string id = await CreateRunningAsync();

        await RefusedAsync(code, Client.SendAsync(HttpMethod.Post, $"{Client.InstancesPath}/{id}/action", body));

        Assert.Equal("RUNNING", await Client.StatusAsync(id));
    }

    private async Task<string[]> StatusesAsync(string id, params double[] steps)
    {
        List<string> statuses = [];
        foreach (double step in steps)
        {
            Advance(step);
            statuses.Add(await Client.StatusAsync(id));
        }

        return [.. statuses];
    }

    private async Task<long> UpdatedAsync(string id) =>
        long.Parse((string)(await Client.GotAsync(id))["latest_update_timestamp"]!, System.Globalization.CultureInfo.InvariantCulture);
}
