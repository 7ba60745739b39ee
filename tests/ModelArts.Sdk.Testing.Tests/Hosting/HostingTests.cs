using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ModelArts.Sdk.Testing.Tests.Hosting;

public sealed class HostingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_ManyAtOnce_EachHasItsOwnPortAndInstances()
    {
        ModelArtsSimulator[] simulators = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ModelArtsSimulator.StartAsync(null, Cancellation)));
        try
        {
            await Task.WhenAll(simulators.Select(async (simulator, index) =>
            {
                using RawClient client = new(simulator);
                await client.CreatedAsync(RawClient.ValidRequest("same-name"));
                await client.CreatedAsync(RawClient.ValidRequest($"of-{index}"));
            }));

            Assert.Equal(simulators.Length, simulators.Select(simulator => simulator.Endpoint).Distinct().Count());
            Assert.All(simulators.Index(), item => Assert.Equal(["same-name", $"of-{item.Index}"], item.Item.Instances.Select(instance => instance.Name)));
            Assert.All(simulators, simulator => simulator.Journal.ShouldHave(2, SimulatorOperation.Create));
        }
        finally
        {
            foreach (ModelArtsSimulator simulator in simulators)
            {
                await simulator.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Create_TheSameNameByManyAtOnce_ExactlyOneWins()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => client.CreateAsync(RawClient.ValidRequest("wanted"))));

        RawAnswer winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(31, answers.Count(answer => answer.ErrorCode == "ModelArts.6301"));
        Assert.Equal((string)winner.Json["id"]!, Assert.Single(simulator.Instances).Id);
        simulator.Journal.ShouldHave(1, SimulatorOperation.Create, entry => entry.StatusCode == 200);
        simulator.Journal.ShouldHave(31, SimulatorOperation.Create, entry => entry.StatusCode == 400);
    }

    [Fact]
    public async Task Create_ManyNamesAtOnce_NoneIsLostOrDoubled()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { InstanceLimit = 64 }, Cancellation);
        using RawClient client = new(simulator);
        string[] names = [.. Enumerable.Range(0, 64).Select(index => $"n-{index}")];

        JsonObject[] created = await Task.WhenAll(names.Select(name => client.CreatedAsync(RawClient.ValidRequest(name))));

        Assert.Equal(names.Order(), simulator.Instances.Select(instance => instance.Name).Order());
        Assert.Equal(created.Select(answer => (string)answer["id"]!).Order(), simulator.Instances.Select(instance => instance.Id).Order());
    }

    [Fact]
    public async Task Dispose_FreesThePortThoughAClientKeepsItsConnection()
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        await client.CreatedAsync();

        await simulator.DisposeAsync();
        await simulator.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("DE-1"));
        using TcpListener listener = new(IPAddress.Loopback, simulator.Endpoint.Port);
        listener.Start();
        Assert.Single(simulator.Instances);
        Assert.Single(simulator.Journal.Entries);
    }

    [Fact]
    public async Task Start_GivenPort_ListensThere()
    {
        int port = FreePort();

        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { Port = port }, Cancellation);
        using RawClient client = new(simulator);

        Assert.Equal($"http://127.0.0.1:{port}/", simulator.Endpoint.AbsoluteUri);
        await client.CreatedAsync();
    }

    [Fact]
    public async Task Start_PortInUse_SaysSo()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => ModelArtsSimulator.StartAsync(new() { Port = port }, Cancellation));

        Assert.StartsWith($"The simulator cannot listen on 127.0.0.1:{port}: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stub_OfAUser_CountsBeforeTheSimulator()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        string id = (string)(await client.CreatedAsync())["id"]!;

        simulator.Server
            .Given(Request.Create().WithPath($"{client.InstancesPath}/{id}").UsingGet())
            .RespondWith(Response.Create().WithStatusCode(503).WithBodyAsJson(new { error_code = "ModelArts.6102" }).WithHeader("X-Request-Id", "mine"));
        RawAnswer stubbed = await client.GetAsync(id);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ModelArts.6102", "mine"), (stubbed.Status, stubbed.ErrorCode, stubbed.RequestId));
        Assert.Equal("ModelArts.6309", (await client.GetAsync("DE-none")).ErrorCode);
        simulator.Journal.ShouldHave(1, SimulatorOperation.Get);
    }

    [Fact]
    public async Task Reset_OfWireMock_TakesStubsAwayAndLeavesTheSimulator()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        string id = (string)(await client.CreatedAsync())["id"]!;
        simulator.Server.Given(Request.Create().WithPath("/*")).RespondWith(Response.Create().WithStatusCode(418));

        simulator.Server.Reset();

        Assert.Equal(id, (string?)(await client.GotAsync(id))["id"]);
    }

    [Fact]
    public async Task Reset_OfWireMock_AndAStubAfterIt_LeavesTheRestToTheSimulator()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        for (int round = 0; round < 2; round++)
        {
            simulator.Server.Given(Request.Create().WithPath("/mine")).RespondWith(Response.Create().WithStatusCode(418));
            await client.CreatedAsync(RawClient.ValidRequest($"n-{round}"));
            Assert.Equal((HttpStatusCode)418, (await client.SendAsync(HttpMethod.Get, "/mine")).Status);
            simulator.Server.Reset();
        }
    }

    [Fact]
    public async Task AdminApi_OfWireMock_TakesAStub()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer added = await client.SendAsync(
            HttpMethod.Post,
            "/__admin/mappings",
            """{"Request":{"Path":"/by-admin","Methods":["get"]},"Response":{"StatusCode":200,"BodyAsJson":{"made":"by admin"}}}""");
        RawAnswer answer = await client.SendAsync(HttpMethod.Get, "/by-admin");

        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Equal("by admin", (string?)answer.Json["made"]);
        Assert.Empty(simulator.Journal.Entries);
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
