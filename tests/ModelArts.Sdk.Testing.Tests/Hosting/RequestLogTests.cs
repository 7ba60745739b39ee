using System.IO.Compression;
using System.Net;
using System.Text;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ModelArts.Sdk.Testing.Tests.Hosting;

/// <summary>What WireMock keeps of requests; and that the service answers the same, whether WireMock was asked before it or not.</summary>
public sealed class RequestLogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WireMocksLog_HasTheRequestsOfStubsOnly(bool hasStub)
    {
        await using ModelArtsSimulator simulator = await StartAsync(hasStub);
        using RawClient client = new(simulator);

        await client.CreatedAsync();
        await client.ListAsync("?de_type=Notebook");
        await client.SendAsync(HttpMethod.Get, "/mine");

        Assert.Equal(hasStub ? ["/mine"] : [], simulator.Server.LogEntries.Select(entry => entry.RequestMessage!.Path));
        Assert.Equal(hasStub ? 2 : 3, simulator.Journal.Entries.Count);
        Assert.DoesNotContain(simulator.AuthToken, (await client.SendAsync(HttpMethod.Get, "/__admin/settings")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WireMocksLog_WhereItIsAskedFor_HasAllWithTheirHeaders()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { LogsRequests = true }, Cancellation);
        using RawClient client = new(simulator);

        await client.CreatedAsync();

        Assert.Equal(simulator.AuthToken, Assert.Single(simulator.Server.LogEntries).RequestMessage!.Headers!["X-Auth-Token"].Single());
        RawAnswer found = await client.SendAsync(HttpMethod.Get, "/__admin/requests");
        Assert.Contains("demanager", found.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WireMocksLog_OfManyAtOnce_LosesNoneOfThoseOfStubs()
    {
        await using ModelArtsSimulator simulator = await StartAsync(hasStub: true);
        using RawClient client = new(simulator);

        await Parallel.ForEachAsync(Enumerable.Range(0, 1200), new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Cancellation }, async (index, _) =>
        {
            RawAnswer answer = index % 3 == 0 ? await client.SendAsync(HttpMethod.Get, "/mine") : await client.ListAsync("?de_type=Notebook");
            Assert.Equal(index % 3 == 0 ? HttpStatusCode.NoContent : HttpStatusCode.OK, answer.Status);
        });

        Assert.Equal(Enumerable.Repeat("/mine", 400), simulator.Server.LogEntries.Select(entry => entry.RequestMessage!.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ACompressedBody_IsRead(bool hasStub)
    {
        await using ModelArtsSimulator simulator = await StartAsync(hasStub);
        using RawClient client = new(simulator);

        RawAnswer answer = await client.SendAsync(HttpMethod.Post, client.InstancesPath, Compressed(Encoding.UTF8.GetBytes(RawClient.ValidRequest().ToJsonString())));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task ACompressedBody_ThatIsHugeBehindIt_Answers413()
    {
        await using ModelArtsSimulator simulator = await StartAsync(hasStub: false);
        using RawClient client = new(simulator);

        RawAnswer answer = await client.SendAsync(HttpMethod.Post, client.InstancesPath, Compressed(new byte[33 * 1024 * 1024]));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "ModelArts.4104"), (answer.Status, answer.ErrorCode));
        simulator.Journal.ShouldHave(1, SimulatorOperation.Create, entry => entry.StatusCode == 413);
    }

    [Fact]
    public async Task AStubThatIsTakenAway_LeavesTheSimulatorAsItWas()
    {
        await using ModelArtsSimulator simulator = await StartAsync(hasStub: true);
        using RawClient client = new(simulator);
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Get, "/mine")).Status);

        simulator.Server.ResetMappings();

        Assert.Equal(HttpStatusCode.NotImplemented, (await client.SendAsync(HttpMethod.Get, "/mine")).Status);
        await client.CreatedAsync();
        Assert.NotEqual("", (await client.SendAsync(HttpMethod.Get, "/__ADMIN/mappings")).Text);
    }

    private static async Task<ModelArtsSimulator> StartAsync(bool hasStub)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        if (hasStub)
        {
            simulator.Server.Given(Request.Create().WithPath("/mine")).RespondWith(Response.Create().WithStatusCode(204));
        }

        return simulator;
    }

    private static ByteArrayContent Compressed(byte[] body)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        ByteArrayContent content = new(compressed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }
}
