using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class UpdateTests : SimulatorTest
{
    [Fact]
    public async Task Update_Description_AnswersTheWholeInstanceAndKeepsIt()
    {
        string id = await CreateRunningAsync(autoStop: """{"enable":true,"duration":3600}""");
        JsonObject expected = await Client.GotAsync(id);
        expected["description"] = "größer";
        expected["latest_update_timestamp"] = $"{StartMilliseconds + 30_000}";

        JsonObject answer = await DoneAsync(Client.UpdateAsync(id, """{"description":"größer","name":"another","flavor":"another"}"""));

        Assert.True(JsonNode.DeepEquals(expected, answer), answer.ToJsonString());
        Assert.True(JsonNode.DeepEquals(expected, await Client.GotAsync(id)));
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.ShouldHave(1, SimulatorOperation.Update));
        Assert.Equal((id, 200), (entry.InstanceId, entry.StatusCode));
    }

    [Fact]
    public async Task Update_EmptyDescription_RemovesIt()
    {
        string id = await CreateAsync();
        await DoneAsync(Client.UpdateAsync(id, """{"description":"before"}"""));

        Assert.Equal("", (string?)(await DoneAsync(Client.UpdateAsync(id, """{"description":""}""")))["description"]);
    }

    [Fact]
    public async Task Update_AtALaterTime_MovesTheTimeOfUpdateAndNotTheStop()
    {
        string id = await CreateRunningAsync(autoStop: """{"enable":true,"duration":3600}""");
        Advance(100);

        JsonObject answer = await DoneAsync(Client.UpdateAsync(id, """{"description":"x"}"""));

        Assert.Equal($"{StartMilliseconds + 130_000}", (string?)answer["latest_update_timestamp"]);
        Assert.Equal(StartMilliseconds + 3_630_000, (long)answer["spec"]!["auto_stop"]!["stop_timestamp"]!);
    }

    [Fact]
    public async Task Update_DurationWhileRunning_TakesEffectAtTheNextStart()
    {
        string id = await CreateRunningAsync(autoStop: """{"enable":true,"duration":3600,"prompt":false}""");
        Advance(600);

        JsonObject answer = await DoneAsync(Client.UpdateAsync(id, """{"spec":{"auto_stop":{"duration":7200}}}"""));

        Assert.Equal(
            $$"""{"duration":7200,"enable":true,"prompt":false,"stop_timestamp":{{StartMilliseconds + 3_630_000}},"remain_time":3000}""",
            answer["spec"]!["auto_stop"]!.ToJsonString());
        Advance(3000);
        Assert.Equal("STOPPING", await Client.StatusAsync(id));
        Advance(5);
        await DoneAsync(Client.ActAsync(id, "start"));
        Advance(20 + 7199);
        Assert.Equal("RUNNING", await Client.StatusAsync(id));
        Advance(1);
        Assert.Equal("STOPPING", await Client.StatusAsync(id));
    }

    [Fact]
    public async Task Update_AutoStopSwitchedOnWhileRunning_StopsADurationFromNow()
    {
        string id = await CreateRunningAsync();
        Advance(600);

        JsonObject answer = await DoneAsync(Client.UpdateAsync(id, """{"spec":{"auto_stop":{"enable":true,"duration":3600}}}"""));

        Assert.Equal(3600, (int)answer["spec"]!["auto_stop"]!["remain_time"]!);
        Advance(3599);
        Assert.Equal("RUNNING", await Client.StatusAsync(id));
        Advance(1);
        Assert.Equal("STOPPING", await Client.StatusAsync(id));
    }

    [Fact]
    public async Task Update_AutoStopSwitchedOffWhileRunning_RunsOn()
    {
        string id = await CreateRunningAsync(autoStop: """{"enable":true,"duration":3600}""");

        JsonObject answer = await DoneAsync(Client.UpdateAsync(id, """{"spec":{"auto_stop":{"enable":false}}}"""));

        Assert.Equal("""{"duration":3600,"enable":false,"prompt":true}""", answer["spec"]!["auto_stop"]!.ToJsonString());
        Advance(100_000);
        Assert.Equal("RUNNING", await Client.StatusAsync(id));
    }

    [Fact]
    public async Task Update_AutoStopOfAStoppedInstance_CountsFromItsStart()
    {
        string id = await CreateStoppedAsync();

        await DoneAsync(Client.UpdateAsync(id, """{"spec":{"auto_stop":{"enable":true,"duration":3600}}}"""));

        Assert.Equal("STOPPED", await Client.StatusAsync(id));
        await DoneAsync(Client.ActAsync(id, "start"));
        Advance(20 + 3600);
        Assert.Equal("STOPPING", await Client.StatusAsync(id));
    }

    [Fact]
    public async Task Update_AutoStopInATransition_Answers6347WhereTheDescriptionCanBeChanged()
    {
        string id = await CreateAsync();

        await RefusedAsync("6347", Client.UpdateAsync(id, """{"description":"x","spec":{"auto_stop":{"enable":false}}}"""));
        Assert.Equal("", (string?)(await Client.GotAsync(id))["description"]);
        await DoneAsync(Client.UpdateAsync(id, """{"description":"x"}"""));
    }

    [Theory]
    [InlineData("""{}""", "6335")]
    [InlineData("""{"spec":{}}""", "6335")]
    [InlineData("""{"description":null}""", "6335")]
    [InlineData("""{"description":"a&b"}""", "6334")]
    [InlineData("""{"description":1}""", "6332")]
    [InlineData("""{"spec":{"auto_stop":{"enable":true}}}""", "6348")]
    [InlineData("""{"spec":{"auto_stop":{"duration":3599}}}""", "6349")]
    [InlineData("""{"spec":{"auto_stop":{"duration":86401}}}""", "6349")]
    [InlineData("""{"spec":{"auto_stop":{"duration":"3600"}}}""", "6332")]
    [InlineData("""{"spec":""", "0101")]
    public async Task Update_BrokenRule_Answers400AndChangesNothing(string body, string code)
    {
        string id = await CreateRunningAsync();
        JsonObject before = await Client.GotAsync(id);

        await RefusedAsync(code, Client.UpdateAsync(id, body));

        Assert.True(JsonNode.DeepEquals(before, await Client.GotAsync(id)));
    }

    [Fact]
    public Task Update_UnknownInstance_Answers6309() => RefusedAsync("6309", Client.UpdateAsync("DE-none", """{"description":"x"}"""));

    [Fact]
    public async Task AccessToken_Running_IsOneOfItsOwnAndOtherwiseRefused()
    {
        string one = await CreateRunningAsync("one");
        string other = await CreateRunningAsync("other");

        JsonObject token = await DoneAsync(Client.SendAsync(HttpMethod.Get, $"{Client.InstancesPath}/{one}/token"));
        JsonObject otherToken = await DoneAsync(Client.SendAsync(HttpMethod.Get, $"{Client.InstancesPath}/{other}/token"));
        await DoneAsync(Client.ActAsync(one, "stop"));

        Assert.Single(token);
        Assert.NotEmpty((string)token["token"]!);
        Assert.NotEqual((string?)token["token"], (string?)otherToken["token"]);
        await RefusedAsync("6327", Client.SendAsync(HttpMethod.Get, $"{Client.InstancesPath}/{one}/token"));
        await RefusedAsync("6309", Client.SendAsync(HttpMethod.Get, $"{Client.InstancesPath}/DE-none/token"));
        Simulator.Journal.ShouldHave(4, SimulatorOperation.GetAccessToken);
    }
}
