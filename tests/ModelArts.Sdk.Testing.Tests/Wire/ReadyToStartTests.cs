namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class ReadyToStartTests : SimulatorTest
{
    private const string Free = "modelarts.vm.cpu.free";

    private protected override SimulatorOptions Options => new() { FreeCapacity = 1, StartsAfterQueue = false };

    [Fact]
    public async Task Queue_TurnCame_StaysReadyAndKeepsItsPlaceUntilItIsStarted()
    {
        (string second, string third) = await SecondReadyAsync();

        Advance(100_000);
        Assert.Equal("READY_TO_START", await Client.StatusAsync(second));
        Assert.Equal("CREATE_QUEUING", await Client.StatusAsync(third));

        RawAnswer answer = await Client.ActAsync(second, "start");
        Assert.Equal("""{"current_status":"STARTING","previous_state":"READY_TO_START"}""", answer.Text);
        Advance(20);
        Assert.Equal("RUNNING", await Client.StatusAsync(second));
    }

    [Fact]
    public async Task Dequeue_ReadyToStart_IsStoppedAndTheNextIsReady()
    {
        (string second, string third) = await SecondReadyAsync();

        await DoneAsync(Client.ActAsync(second, "dequeue"));

        Assert.Equal("STOPPED", await Client.StatusAsync(second));
        Assert.Equal("READY_TO_START", await Client.StatusAsync(third));
    }

    [Fact]
    public async Task AnythingElse_ReadyToStart_IsRefused()
    {
        (string second, _) = await SecondReadyAsync();

        await RefusedAsync("6357", Client.ActAsync(second, "stop"));
        await RefusedAsync("6357", Client.ActAsync(second, "restart"));
        await RefusedAsync("6357", Client.ActAsync(second, "queue"));
        await RefusedAsync("6304", Client.DeleteAsync(second));
    }

    [Fact]
    public async Task NextStart_WillFailWhereItWasQueued_FailsWhenItIsStarted()
    {
        string first = await CreateAsync("first", Free);
        string second = await CreateAsync("second", Free);
        Advance(30 + 3600 + 5);
        Simulator.NextStart.WillFail("no node", "ModelArts.6360");
        await DoneAsync(Client.ActAsync(first, "queue"));
        await DoneAsync(Client.ActAsync(second, "dequeue"));
        Assert.Equal("READY_TO_START", await Client.StatusAsync(first));

        await DoneAsync(Client.ActAsync(first, "start"));
        Advance(20);

        Assert.Equal("START_FAILED", await Client.StatusAsync(first));
    }

    private async Task<(string Second, string Third)> SecondReadyAsync()
    {
        await CreateAsync("first", Free);
        string second = await CreateAsync("second", Free);
        string third = await CreateAsync("third", Free);

        // An hour is what a free flavor runs.
        Advance(30 + 3600 + 5);
        Assert.Equal("READY_TO_START", await Client.StatusAsync(second));
        return (second, third);
    }
}
