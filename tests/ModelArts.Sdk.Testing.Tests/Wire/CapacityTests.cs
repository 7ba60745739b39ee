using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Wire;

/// <summary>Capacities: two of the GPU flavor, one of the free flavor.</summary>
public sealed class CapacityTests : SimulatorTest
{
    private const string Gpu = "modelarts.vm.gpu.p100";
    private const string Free = "modelarts.vm.cpu.free";

    private protected override SimulatorOptions Options => new()
    {
        FlavorCapacities = new Dictionary<string, int> { ["modelarts.vm.GPU.p100"] = 2, [Free] = 1 },
        FreeCapacity = 5,
    };

    [Fact]
    public async Task Create_FlavorIsFull_IsRefusedAsSoldOut()
    {
        await CreateAsync("one", Gpu);
        await CreateAsync("two", Gpu);

        await RefusedAsync("6329", Client.CreateAsync(RequestFor("three", Gpu)));

        await CreateAsync("other", "modelarts.vm.gpu.v100");
    }

    [Fact]
    public async Task FlavorDetails_SayWhetherTheFlavorIsSoldOut()
    {
        string one = await CreateAsync("one", Gpu);
        Assert.Equal("onSale", await SaleStatusAsync(one));
        string two = await CreateAsync("two", Gpu);

        Assert.Equal("soldOut", await SaleStatusAsync(one));
        Advance(30);
        await DoneAsync(Client.ActAsync(two, "stop"));
        Advance(5);
        Assert.Equal("onSale", await SaleStatusAsync(one));
    }

    [Fact]
    public async Task Stop_GivesThePlaceBack_AndStartNeedsOne()
    {
        string one = await CreateAsync("one", Gpu);
        await CreateAsync("two", Gpu);
        Advance(30);
        await DoneAsync(Client.ActAsync(one, "stop"));
        await RefusedAsync("6329", Client.CreateAsync(RequestFor("three", Gpu)));
        Advance(5);
        await CreateAsync("three", Gpu);

        await RefusedAsync("6329", Client.ActAsync(one, "start"));

        Assert.Equal("STOPPED", await Client.StatusAsync(one));
    }

    [Fact]
    public async Task Create_FreeFlavor_QueuesByItsOwnCapacity()
    {
        await CreateAsync("one", Free);

        string two = await CreateAsync("two", Free);

        Assert.Equal("CREATE_QUEUING", await Client.StatusAsync(two));
        Assert.Equal(1, (int)(await Client.GotAsync(two))["queuing_info"]!["rank"]!);
    }

    [Fact]
    public async Task Create_ManyAtOnce_ExactlyAsManyAsThereArePlacesSucceed()
    {
        RawAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Client.CreateAsync(RequestFor($"n-{index}", Gpu))));

        Assert.Equal(2, answers.Count(answer => answer.ErrorCode is null));
        Assert.Equal(6, answers.Count(answer => answer.ErrorCode == "ModelArts.6329"));
    }

    private static JsonObject RequestFor(string name, string flavor)
    {
        JsonObject request = RawClient.ValidRequest(name, flavor);
        return request;
    }

    private async Task<string?> SaleStatusAsync(string id) => (string?)(await Client.GotAsync(id))["flavor_details"]!["status"];
}
