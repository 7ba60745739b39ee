using System.Net;

namespace ModelArts.Sdk.Testing.Tests.Hosting;

public sealed class HostOptionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Latency_HoldsBackTheAnswerAndNotTheDeed()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new();
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(
            new() { TimeProvider = clock, Latency = TimeSpan.FromSeconds(2) }, Cancellation);
        using RawClient client = new(simulator);
        TaskCompletionSource arrived = new();
        simulator.Journal.EntryAdded += (_, _) => arrived.TrySetResult();

        Task<RawAnswer> creating = client.CreateAsync(RawClient.ValidRequest());
        await arrived.Task;

        Assert.Single(simulator.Instances);
        await simulator.AdvanceAsync(TimeSpan.FromSeconds(1.9), Cancellation);
        Assert.False(creating.IsCompleted);
        await simulator.AdvanceAsync(TimeSpan.FromSeconds(0.1), Cancellation);
        Assert.Equal(HttpStatusCode.OK, (await creating).Status);
    }

    [Fact]
    public async Task Latency_HoldsBackTheAnswerOfAFaultToo()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new();
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(
            new() { TimeProvider = clock, Latency = TimeSpan.FromSeconds(2) }, Cancellation);
        using RawClient client = new(simulator);
        TaskCompletionSource arrived = new();
        simulator.Journal.EntryAdded += (_, _) => arrived.TrySetResult();
        simulator.Faults.OnAny().Do(Fault.Status(503));

        Task<RawAnswer> asking = client.GetAsync("DE-1");
        await arrived.Task;

        await simulator.AdvanceAsync(TimeSpan.FromSeconds(1.9), Cancellation);
        Assert.False(asking.IsCompleted);
        await simulator.AdvanceAsync(TimeSpan.FromSeconds(0.1), Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await asking).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_DuringLatency_EndsAtOnce(bool struck)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { Latency = TimeSpan.FromHours(1) }, Cancellation);
        using RawClient client = new(simulator);
        TaskCompletionSource arrived = new();
        simulator.Journal.EntryAdded += (_, _) => arrived.TrySetResult();
        if (struck)
        {
            simulator.Faults.OnAny().Do(Fault.Status(503));
        }

        Task<RawAnswer> asking = client.GetAsync("DE-1");
        await arrived.Task;

        // Where nothing ends it, the server waits for the answer as long as it may.
        await simulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(3), Cancellation);
        await Assert.ThrowsAsync<HttpRequestException>(() => asking);
    }

    [Fact]
    public async Task Dispose_AStubSleeps_EndsAtOnce()
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        TaskCompletionSource arrived = new();
        simulator.Server
            .Given(WireMock.RequestBuilders.Request.Create().WithPath(path => path == "/slow" && (arrived.TrySetResult() || true)))
            .RespondWith(WireMock.ResponseBuilders.Response.Create().WithDelay(TimeSpan.FromHours(1)));

        Task<RawAnswer> asking = client.SendAsync(HttpMethod.Get, "/slow");
        await arrived.Task;

        await simulator.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        await Assert.ThrowsAsync<HttpRequestException>(() => asking);
    }

    [Fact]
    public async Task JournalCapacity_ForgetsTheOldest()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { JournalCapacity = 5 }, Cancellation);
        using RawClient client = new(simulator);

        for (int index = 0; index < 23; index++)
        {
            await client.GetAsync($"DE-{index}");
        }

        Assert.InRange(simulator.Journal.Entries.Count, 5, 9);
        Assert.Equal(["DE-18", "DE-19", "DE-20", "DE-21", "DE-22"], simulator.Journal.Entries.TakeLast(5).Select(entry => entry.InstanceId));
    }

    [Fact]
    public async Task EntryAdded_IsRaisedOncePerRequestBeforeItsAnswer()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        List<SimulatorJournalEntry> entries = [];
        simulator.Journal.EntryAdded += (sender, entry) =>
        {
            Assert.Same(simulator.Journal, sender);
            entries.Add(entry);
        };

        await client.CreatedAsync();
        Assert.Single(entries);
        await client.GetAsync("DE-1");

        Assert.Equal(simulator.Journal.Entries, entries);
    }

    [Fact]
    public async Task Address_OfAnotherKind_IsWhereItListens()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "This machine has no such address.");
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { Address = IPAddress.IPv6Loopback }, Cancellation);
        using RawClient client = new(simulator);

        Assert.Equal("[::1]", simulator.Endpoint.Host);
        await client.CreatedAsync();
    }
}
