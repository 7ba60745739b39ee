using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.DevEnvironments;
using WireMock.ResponseBuilders;

namespace ModelArts.Sdk.Testing.Tests.Time;

public sealed class AdvanceTests
{
    private static readonly CreateInstanceRequest Request =
        CreateInstanceRequest.For("n").WithProfile("p").WithFlavor("f").WithEvsStorage().WithAutoStop(TimeSpan.FromHours(1)).Build();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Advance_NoClockOfTheCaller_MovesInstancesThroughTheirWholeLife()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(Slow, Cancellation);
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        string id = (await client.DevEnvironments.CreateAsync(Request, Cancellation)).InstanceId;
        InstanceStatus Status() => Assert.Single(simulator.Instances, instance => instance.Id == id).Status;

        Assert.Equal(InstanceStatus.Creating, Status());
        await simulator.AdvanceAsync(TimeSpan.FromHours(1), Cancellation);
        Assert.Equal(InstanceStatus.Starting, Status());
        await simulator.AdvanceAsync(TimeSpan.FromHours(1), Cancellation);
        Assert.Equal(InstanceStatus.Running, Status());

        // Auto-stop really stops.
        await simulator.AdvanceAsync(TimeSpan.FromHours(1), Cancellation);
        Assert.Equal(InstanceStatus.Stopping, Status());
        await simulator.AdvanceAsync(TimeSpan.FromHours(1), Cancellation);
        Assert.Equal(InstanceStatus.Stopped, Status());
    }

    [Fact]
    public async Task Advance_AClientWaits_ItLooksAsOftenAsItWouldHaveInThatTime()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock }, Cancellation);
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        InstanceOperation operation = await client.DevEnvironments.CreateAsync(Request, Cancellation);
        List<InstanceStatus> seen = [];
        WaitOptions options = new() { MinInterval = TimeSpan.FromSeconds(1), MaxInterval = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromMinutes(1), Progress = new InlineProgress(seen) };
        Task<DevEnvironmentInstance> waiting = operation.WaitAsync(options, Cancellation);

        // Far beyond the limit of the wait, which ends in time all the same.
        await simulator.AdvanceAsync(TimeSpan.FromMinutes(5), Cancellation);

        Assert.Equal(InstanceStatus.Running, (await waiting).Status);
        Assert.Equal([InstanceStatus.Creating, InstanceStatus.Starting, InstanceStatus.Running], seen.Distinct());
        Assert.InRange(simulator.Journal.Of(SimulatorOperation.Get).Count, 5, 8);
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromMinutes(5), simulator.TimeProvider.GetUtcNow());
    }

    [Fact]
    public async Task Advance_InALoopUntilAWaitIsOver_EndsWithTheWait()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        InstanceOperation operation = await client.DevEnvironments.CreateAsync(Request, Cancellation);
        Task<DevEnvironmentInstance> waiting = operation.WaitAsync(cancellationToken: Cancellation);

        int minutes = 0;
        for (; !waiting.IsCompleted; minutes++)
        {
            await simulator.AdvanceAsync(TimeSpan.FromMinutes(1), Cancellation);
        }

        Assert.Equal(InstanceStatus.Running, (await waiting).Status);
        Assert.InRange(minutes, 1, 2);
    }

    [Fact]
    public async Task Advance_AnAnswerTakesItsTime_NoLimitOfTheCallStrikesMeanwhile()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        simulator.Server
            .Given(WireMock.RequestBuilders.Request.Create().WithPath("/v1/*/demanager/instances"))
            .RespondWith(Response.Create().WithDelay(TimeSpan.FromMilliseconds(400)).WithBody("""{"total_count":0,"instances":[]}""").WithHeader("Content-Type", "application/json"));

        Task<InstancePage> listing = client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);
        await simulator.AdvanceAsync(TimeSpan.FromHours(1), Cancellation);

        Assert.Empty((await listing).Instances);
        Assert.Single(simulator.Server.LogEntries);
    }

    [Fact]
    public async Task Advance_AClockOfTheCaller_MovesAheadOfIt()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(Slow with { TimeProvider = clock }, Cancellation);
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        await client.DevEnvironments.CreateAsync(Request, Cancellation);

        await simulator.AdvanceAsync(TimeSpan.FromMinutes(90), Cancellation);
        clock.Advance(TimeSpan.FromMinutes(29));

        Assert.Equal(InstanceStatus.Starting, Assert.Single(simulator.Instances).Status);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(InstanceStatus.Running, Assert.Single(simulator.Instances).Status);
        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromHours(2), simulator.TimeProvider.GetUtcNow());
    }

    [Fact]
    public async Task Advance_QueueForAFreeFlavor_GivesEachItsTurn()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(
            new() { TimeProvider = new FakeTimeProvider(), FreeCapacity = 1, FreeRunDuration = TimeSpan.FromMinutes(10) }, Cancellation);
        using RawClient client = new(simulator);
        foreach (string name in new[] { "one", "two", "three" })
        {
            System.Text.Json.Nodes.JsonObject request = RawClient.ValidRequest(name, "modelarts.vm.cpu.free");
            await client.CreatedAsync(request);
        }

        // One turn is 3 s of creating (for the first), 3 of starting, 600 of running and 3 of stopping.
        await simulator.AdvanceAsync(TimeSpan.FromSeconds(609 + 606 + 10), Cancellation);

        Assert.Equal(
            [InstanceStatus.Stopped, InstanceStatus.Stopped, InstanceStatus.Running],
            simulator.Instances.Select(instance => instance.Status));
    }

    [Fact]
    public async Task Advance_TokenOfIam_Expires()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using ModelArtsClient client = new(simulator.CreateClientOptions(SimulatorSignIn.Password));
        await client.DevEnvironments.CreateAsync(Request, Cancellation);

        await simulator.AdvanceAsync(TimeSpan.FromHours(25), Cancellation);
        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);

        simulator.Journal.ShouldHave(2, SimulatorOperation.CreateToken);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3651L * 24 * 60 * 60 * 1000)]
    public async Task Advance_OutOfRange_ThrowsAndMovesNothing(long milliseconds)
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock }, Cancellation);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => simulator.AdvanceAsync(TimeSpan.FromMilliseconds(milliseconds), Cancellation));

        Assert.Equal(DateTimeOffset.UnixEpoch, simulator.TimeProvider.GetUtcNow());
    }

    [Fact]
    public async Task Advance_ByManyAtOnce_AddsUp()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock }, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => simulator.AdvanceAsync(TimeSpan.FromSeconds(1), Cancellation)));

        Assert.Equal(DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(100), simulator.TimeProvider.GetUtcNow());
    }

    private static SimulatorOptions Slow => new() { CreatingDuration = TimeSpan.FromHours(1), StartingDuration = TimeSpan.FromHours(1), StoppingDuration = TimeSpan.FromHours(1) };

    private sealed class InlineProgress(List<InstanceStatus> seen) : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value) => seen.Add(value.Status);
    }
}
