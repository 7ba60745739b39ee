using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class LimitTests : SimulatorTest
{
    private protected override SimulatorOptions Options => new() { InstanceLimit = 4, SoldOutFlavors = ["modelarts.vm.gpu.p100"] };

    [Fact]
    public async Task Create_SoldOutFlavor_Answers6329()
    {
        JsonObject request = RawClient.ValidRequest(flavor: "modelarts.vm.gpu.p100");

        await RefusedAsync("6329", Client.CreateAsync(request));
        Assert.Empty(Simulator.Instances);
    }

    [Fact]
    public async Task Create_MoreThanTheLimit_Answers6302UntilOneIsGone()
    {
        string id = await CreateStoppedAsync("n-0");
        foreach (string name in new[] { "n-1", "n-2", "n-3" })
        {
            await CreateAsync(name);
        }

        await RefusedAsync("6302", Client.CreateAsync(RawClient.ValidRequest("n-4")));
        await RefusedAsync("6301", Client.CreateAsync(RawClient.ValidRequest("n-3")));
        await DoneAsync(Client.DeleteAsync(id));
        await RefusedAsync("6302", Client.CreateAsync(RawClient.ValidRequest("n-4")));
        Advance(4);
        await CreateAsync("n-4");
    }
}
