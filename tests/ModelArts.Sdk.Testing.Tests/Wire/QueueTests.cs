using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class QueueTests : SimulatorTest
{
    private const string Free = "modelarts.vm.gpu.free";

    private protected override SimulatorOptions Options => new()
    {
        FreeCapacity = 1,
        FreeRunDuration = TimeSpan.FromSeconds(1000),
    };

    [Fact]
    public async Task Create_FreeFlavorWithoutAPlaceLeft_QueuesWithRankAndTimes()
    {
        await CreateAsync("first", Free);
        Advance(5);
        string second = await CreateAsync("second", Free);
        Advance(1);
        string third = await CreateAsync("third", Free);
        Advance(0.5);

        JsonObject place = (await Client.GotAsync(second))["queuing_info"]!.AsObject();
        JsonObject placeOfThird = (await Client.GotAsync(third))["queuing_info"]!.AsObject();

        // Creating 10, starting 20, running 1000, stopping 5.
        Assert.Equal("CREATE_QUEUING", await Client.StatusAsync(second));
        Assert.NotNull(place["flavor_details"]);
        place.Remove("flavor_details");
        Assert.Equal(
            $$"""{"id":"{{second}}","name":"second","de_type":"Notebook","flavor":"{{Free}}","status":"CREATE_QUEUING","begin_timestamp":{{StartMilliseconds + 5000}},"remain_time":1029,"end_timestamp":{{StartMilliseconds + 1_035_000}},"rank":1}""",
            place.ToJsonString());
        Assert.Equal((2, 2054, StartMilliseconds + 6000), ((int)placeOfThird["rank"]!, (int)placeOfThird["remain_time"]!, (long)placeOfThird["begin_timestamp"]!));
    }

    [Fact]
    public async Task FlavorDetails_NoPlaceLeft_SayThatItIsSoldOutAndHowLongTheQueueIs()
    {
        string first = await CreateAsync("first", Free);
        Assert.Equal(("soldOut", 0, 1035), await SaleAsync(first));
        await CreateAsync("second", Free);
        string third = await CreateAsync("third", Free);
        Advance(5);

        // Each turn is starting 20, running 1000, stopping 5.
        Assert.Equal(("soldOut", 2, 1030 + 1025 + 1025), await SaleAsync(first));
        Assert.Equal(("soldOut", 2, 1030 + 1025 + 1025), await SaleAsync(third));
        JsonObject got = await Client.GotAsync(third);
        Assert.True(JsonNode.DeepEquals(got["flavor_details"], got["queuing_info"]!["flavor_details"]));
        Advance(10_000);
        Assert.Equal(("onSale", null, null), await SaleAsync(first));
    }

    [Fact]
    public async Task Queue_WhenTheFirstFinishes_MovesUpAndStarts()
    {
        string first = await CreateAsync("first", Free);
        string second = await CreateAsync("second", Free);
        string third = await CreateAsync("third", Free);

        Advance(1034.999);
        Assert.Equal(["STOPPING", "CREATE_QUEUING", "CREATE_QUEUING"], await StatusesAsync(first, second, third));
        Advance(0.001);

        Assert.Equal(["STOPPED", "STARTING", "CREATE_QUEUING"], await StatusesAsync(first, second, third));
        Assert.False((await Client.GotAsync(second)).ContainsKey("queuing_info"));
        Assert.Equal(1, (int)(await Client.GotAsync(third))["queuing_info"]!["rank"]!);
    }

    [Fact]
    public async Task Queue_NobodyLooksForLong_StandsWhereItWouldHadSomebodyLooked()
    {
        string first = await CreateAsync("first", Free);
        string second = await CreateAsync("second", Free);
        string third = await CreateAsync("third", Free);

        // The second runs from 1055 on, and keeps its place until 2060.
        Advance(2070);

        Assert.Equal(["STOPPED", "STOPPED", "STARTING"], await StatusesAsync(first, second, third));
        Assert.Equal($"{StartMilliseconds + 2_060_000}", (string?)(await Client.GotAsync(third))["latest_update_timestamp"]);
    }

    [Fact]
    public async Task Stop_OfTheOneThatHasThePlace_LetsTheNextStart()
    {
        string first = await CreateAsync("first", Free);
        string second = await CreateAsync("second", Free);
        Advance(30);

        await DoneAsync(Client.ActAsync(first, "stop"));

        Assert.Equal(5, (int)(await Client.GotAsync(second))["queuing_info"]!["remain_time"]!);
        Advance(5);
        Assert.Equal(["STOPPED", "STARTING"], await StatusesAsync(first, second));
    }

    [Fact]
    public async Task Dequeue_CreateQueuing_IsGoneAndTheNextMovesUp()
    {
        await CreateAsync("first", Free);
        string second = await CreateAsync("second", Free);
        string third = await CreateAsync("third", Free);

        RawAnswer answer = await Client.ActAsync(second, "dequeue");

        Assert.Equal("""{"current_status":"DELETED","previous_state":"CREATE_QUEUING"}""", answer.Text);
        await RefusedAsync("6309", Client.GetAsync(second));
        Assert.Equal(1, (int)(await Client.GotAsync(third))["queuing_info"]!["rank"]!);
        await CreateAsync("second", Free);
    }

    [Fact]
    public async Task QueueAction_StoppedAndNoPlaceLeft_QueuesBehindTheOthersAndCanLeaveAgain()
    {
        (string first, string second) = await FirstStoppedSecondRunningAsync();
        await RefusedAsync("6360", Client.ActAsync(first, "start"));
        string third = await CreateAsync("third", Free);

        JsonObject queued = await DoneAsync(Client.ActAsync(first, "queue"));

        Assert.Equal("""{"current_status":"START_QUEUING","previous_state":"STOPPED"}""", queued.ToJsonString());
        Assert.Equal(["START_QUEUING", "RUNNING", "CREATE_QUEUING"], await StatusesAsync(first, second, third));
        Assert.Equal((2, "START_QUEUING"), Rank((await Client.GotAsync(first))["queuing_info"]!));
        await RefusedAsync("6357", Client.ActAsync(first, "queue"));
        await RefusedAsync("6357", Client.ActAsync(first, "start"));
        await RefusedAsync("6304", Client.DeleteAsync(first));
        JsonObject left = await DoneAsync(Client.ActAsync(first, "dequeue"));
        Assert.Equal("""{"current_status":"STOPPED","previous_state":"START_QUEUING"}""", left.ToJsonString());
        Assert.Equal("STOPPED", await Client.StatusAsync(first));
        await RefusedAsync("6307", Client.ActAsync(first, "dequeue"));
        await RefusedAsync("6357", Client.ActAsync(second, "dequeue"));
    }

    [Fact]
    public async Task QueueAction_StoppedAndAPlaceIsLeft_StartsAtOnce()
    {
        string first = await CreateAsync("first", Free);
        Advance(1035);

        JsonObject answer = await DoneAsync(Client.ActAsync(first, "queue"));

        Assert.Equal("STARTING", (string?)answer["current_status"]);
        Advance(20);
        Assert.Equal("RUNNING", await Client.StatusAsync(first));
        await RefusedAsync("6305", Client.ActAsync(first, "queue"));
    }

    [Fact]
    public async Task Create_OtherFlavors_NeverQueue()
    {
        await CreateAsync("first", Free);
        string paid = await CreateAsync("paid");
        string otherFree = await CreateAsync("other", "modelarts.vm.cpu.free");

        Assert.Equal(["CREATING", "CREATING"], await StatusesAsync(paid, otherFree));
    }

    [Fact]
    public async Task NextCreate_WillFailInTheQueue_FailsWhenItsTurnComes()
    {
        await CreateAsync("first", Free);
        Simulator.NextCreate.WillFail("image pull failed", "ModelArts.6360");
        string second = await CreateAsync("second", Free);
        string third = await CreateAsync("third", Free);

        Advance(1035);
        Assert.Equal(["CREATING", "CREATE_QUEUING"], await StatusesAsync(second, third));
        Advance(10);
        Assert.Equal(["CREATE_FAILED", "STARTING"], await StatusesAsync(second, third));
    }

    private async Task<(string? Status, int? Queuing, int? Left)> SaleAsync(string id)
    {
        JsonNode details = (await Client.GotAsync(id))["flavor_details"]!;
        return ((string?)details["status"], (int?)details["queuing_num"], (int?)details["queue_left_time"]);
    }

    private async Task<string[]> StatusesAsync(params string[] ids)
    {
        List<string> statuses = [];
        foreach (string id in ids)
        {
            statuses.Add(await Client.StatusAsync(id));
        }

        return [.. statuses];
    }

    private async Task<(string First, string Second)> FirstStoppedSecondRunningAsync()
    {
        string first = await CreateAsync("first", Free);
        string second = await CreateAsync("second", Free);
        Advance(1035 + 20);
        Assert.Equal(["STOPPED", "RUNNING"], await StatusesAsync(first, second));
        return (first, second);
    }

    private static (int Rank, string Status) Rank(JsonNode place) => ((int)place["rank"]!, (string)place["status"]!);
}
