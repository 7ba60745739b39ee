using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Dashboard;

/// <summary>The page as it is served; what a browser makes of it is tested in tests/Dashboard.</summary>
public sealed class DashboardTests : SimulatorTest
{
    private const string StatePath = "/__simulator/state";

    private protected override SimulatorOptions Options => new() { ServeDashboard = true, FreeCapacity = 1 };

    [Fact]
    public async Task Page_MayRunOnlyWhatItHolds()
    {
        RawAnswer page = await Client.SendAsync(HttpMethod.Get, "/");

        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.MediaType));
        string policy = page.Header("Content-Security-Policy")!;
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src 'sha256-{HashOf(page.Text, "script")}';", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src 'sha256-{HashOf(page.Text, "style")}';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));

        // Nothing is fetched from elsewhere, and nothing is put in as markup.
        Assert.DoesNotContain("innerHTML", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(src|href)=\"(?!data:)", page.Text);
    }

    [Fact]
    public async Task State_HoldsInstancesQueueAndRequests_AndIsNotJournaled()
    {
        await CreateAsync("one", "modelarts.vm.cpu.free");
        string two = await CreateAsync("two", "modelarts.vm.cpu.free");
        Advance(30);
        await Client.GetAsync("DE-none");

        JsonObject state = (await Client.SendAsync(HttpMethod.Get, StatePath)).Json;

        Assert.Equal(["RUNNING", "CREATE_QUEUING"], state["instances"]!.AsArray().Select(instance => (string)instance!["status"]!));
        JsonNode queuing = state["instances"]![1]!;
        Assert.Equal((two, 1), ((string)queuing["id"]!, (int)queuing["rank"]!));

        // One hour, of which the other has run for nothing yet, and the three transitions around it but one.
        Assert.Equal(3600 + 5, (int)queuing["remain"]!);
        Assert.Equal(["Get", "Create", "Create"], state["requests"]!.AsArray().Select(request => (string)request!["operation"]!));
        Assert.Equal("ModelArts.6309", (string?)state["requests"]![0]!["error"]);
        Assert.Equal(3, Simulator.Journal.Entries.Count);
    }

    [Fact]
    public async Task State_HoldsTheFaultThatStruck_AndThePageSaysNoAnswerWhereThereWasNone()
    {
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.Reset);
        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetAsync("DE-1"));

        JsonNode request = Assert.Single((await Client.SendAsync(HttpMethod.Get, StatePath)).Json["requests"]!.AsArray())!;

        Assert.Equal((0, "Reset before commit"), ((int)request["status"]!, (string?)request["fault"]));
        string page = (await Client.SendAsync(HttpMethod.Get, "/")).Text;
        Assert.Contains("r.status || \"no answer\"", page, StringComparison.Ordinal);
        Assert.Contains("(!r.status || r.status >= 500", page, StringComparison.Ordinal);
        Assert.Contains("[r.fault, ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_HoldsNoSecret()
    {
        await CreateAsync();

        string state = (await Client.SendAsync(HttpMethod.Get, StatePath)).Text;

        Assert.All(
            [Simulator.AuthToken, Simulator.SecretKey, Simulator.Password, Simulator.AccessKey],
            secret => Assert.DoesNotContain(secret, state, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stub_AtTheRoot_CountsBeforeThePage()
    {
        Simulator.Server.Given(WireMock.RequestBuilders.Request.Create().WithPath("/").UsingGet())
            .RespondWith(WireMock.ResponseBuilders.Response.Create().WithStatusCode(418));

        Assert.Equal((HttpStatusCode)418, (await Client.SendAsync(HttpMethod.Get, "/")).Status);
    }

    [Fact]
    public async Task Off_ByDefault()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        Assert.Equal(HttpStatusCode.NotImplemented, (await client.SendAsync(HttpMethod.Get, "/")).Status);
        Assert.Equal(HttpStatusCode.NotImplemented, (await client.SendAsync(HttpMethod.Get, StatePath)).Status);
    }

    private static string HashOf(string page, string tag)
    {
        string content = page.Split($"<{tag}>")[1].Split($"</{tag}>")[0];
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
