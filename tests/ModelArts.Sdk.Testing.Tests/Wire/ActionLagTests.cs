using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class ActionLagTests : SimulatorTest
{
    private const string Free = "modelarts.vm.cpu.free";

    private protected override SimulatorOptions Options => new() { ActionLag = TimeSpan.FromSeconds(2), FreeCapacity = 1 };

    [Theory]
    [InlineData("stop", "RUNNING", "STOPPING", "6308", 5, "STOPPED")]
    [InlineData("restart", "RUNNING", "RESTARTING", "6357", 7, "RUNNING")]
    [InlineData("start", "STOPPED", "STARTING", "6306", 20, "RUNNING")]
    [InlineData("delete", "STOPPED", "DELETING", "6357", 4, "ModelArts.6309")]
    public async Task Action_WithLag_ShowsWhatWasBeforeWhileItIsAlreadyUnderWay(
        string action, string before, string transition, string refusal, int duration, string after)
    {
        string id = await CreateRunningAsync();
        if (before == "STOPPED")
        {
            await DoneAsync(Client.ActAsync(id, "stop"));
            Advance(7);
        }

        JsonObject unchanged = await Client.GotAsync(id);
        Advance(100);

        JsonObject answer = await DoneAsync(action == "delete" ? Client.DeleteAsync(id) : Client.ActAsync(id, action));

        Assert.Equal(action == "delete" ? null : transition, (string?)answer["current_status"]);
        Advance(1.999);
        Assert.True(JsonNode.DeepEquals(unchanged, await Client.GotAsync(id)));
        await RefusedAsync(refusal, Client.ActAsync(id, "stop"));
        Advance(0.001);
        Assert.Equal(transition, await Client.StatusAsync(id));
        Advance(duration - 0.001);
        Assert.Equal(transition, await Client.StatusAsync(id));
        Advance(0.001);
        Assert.Equal(after, await Client.StatusAsync(id));
    }

    [Fact]
    public async Task Stop_AfterTheLag_CountsTheUpdateFromThere()
    {
        string id = await CreateRunningAsync();
        await DoneAsync(Client.ActAsync(id, "stop"));
        Advance(3);

        Assert.Equal($"{StartMilliseconds + 32_000}", (string?)(await Client.GotAsync(id))["latest_update_timestamp"]);
    }

    [Fact]
    public async Task Queue_TurnComesDuringTheLag_StillShowsWhatWasBefore()
    {
        string first = await CreateAsync("first", Free);
        Advance(30);
        await DoneAsync(Client.ActAsync(first, "stop"));
        Advance(7);
        string second = await CreateAsync("second", Free);
        Advance(30);
        await DoneAsync(Client.ActAsync(second, "stop"));
        Advance(6);

        // The place is left a second from now.
        JsonObject queued = await DoneAsync(Client.ActAsync(first, "queue"));

        Assert.Equal("START_QUEUING", (string?)queued["current_status"]);
        Advance(1.999);
        Assert.Equal("STOPPED", await Client.StatusAsync(first));
        Assert.Equal("STOPPED", await Client.StatusAsync(second));
        Advance(0.001);
        Assert.Equal("STARTING", await Client.StatusAsync(first));
        Advance(20);
        Assert.Equal("RUNNING", await Client.StatusAsync(first));
    }

    [Fact]
    public async Task List_DuringTheLag_FiltersByWhatItShows()
    {
        string id = await CreateRunningAsync();
        await DoneAsync(Client.ActAsync(id, "stop"));

        JsonObject running = await DoneAsync(Client.ListAsync("?de_type=Notebook&status=RUNNING"));
        JsonObject stopping = await DoneAsync(Client.ListAsync("?de_type=Notebook&status=STOPPING"));

        Assert.Equal((1, 0), ((int)running["total_count"]!, (int)stopping["total_count"]!));
        Assert.Equal(id, (string?)running["instances"]![0]!["id"]);
    }
}
