using System.Net;
using ModelArts.Sdk.Tests.Authentication.Surroundings;

namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>Simulators end whatever goes on in them, and share nothing.</summary>
public sealed class FaultLifetimeTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>Where nothing ends the faults, the server waits for them without end.</summary>
    private static readonly TimeSpan Promptly = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Unending => ["hang", "hang after commit", "drip", "endless", "slow endless", "delay", "delay after commit", "close"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Unending))]
    public async Task Dispose_WhileAFaultGoesOn_EndsAtOnce(string what)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        FaultRule rule = simulator.Faults.On(SimulatorOperation.Create).Do(what switch
        {
            "hang" => Fault.Hang,
            "hang after commit" => Fault.Hang.AfterCommit(),
            "drip" => Fault.Drip(Long),
            "endless" => Fault.EndlessBody(),
            "slow endless" => Fault.EndlessBody(Long),
            "delay" => Fault.DelayBy(Long),
            "delay after commit" => Fault.DelayBy(Long).AfterCommit(),
            _ => Fault.Close,
        });
        using RawConnection connection = await RawConnection.OpenAsync(simulator);
        await connection.SendCreateAsync();
        await Eventually.HoldsAsync(() => rule.Strikes == 1 && (what == "delay" || simulator.Journal.Entries.Count == 1));

        await simulator.DisposeAsync().AsTask().WaitAsync(Promptly, Cancellation);

        if (what == "delay")
        {
            Assert.Empty(simulator.Instances);
            Assert.Empty(simulator.Journal.Entries);
        }
    }

    [Theory]
    [InlineData(FaultKind.Hang)]
    [InlineData(FaultKind.Delay)]
    [InlineData(FaultKind.Close)]
    [InlineData(FaultKind.NotListening)]
    public async Task Dispose_WhileAConnectionIsStruck_EndsAtOnce(FaultKind kind)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        IDisposable? outage = null;
        if (kind == FaultKind.NotListening)
        {
            outage = simulator.Faults.StopListening();
        }
        else
        {
            simulator.Faults.On(SimulatorOperation.Connect).Do(kind switch { FaultKind.Hang => Fault.Hang, FaultKind.Delay => Fault.DelayBy(Long), _ => Fault.Close });
            using RawConnection connection = await RawConnection.OpenAsync(simulator);
            await Eventually.HoldsAsync(() => simulator.Journal.Entries.Count == 1);
        }

        await simulator.DisposeAsync().AsTask().WaitAsync(Promptly, Cancellation);

        outage?.Dispose();
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => RawConnection.OpenAsync(simulator));
    }

    [Fact]
    public async Task Simulators_ShareNoRuleMixOrOutage()
    {
        ModelArtsSimulator[] simulators = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ModelArtsSimulator.StartAsync(null, Cancellation)));
        try
        {
            simulators[0].Faults.OnAny().Do(Fault.Status(500));
            simulators[1].Faults.UseRandomMix(new FaultMix { Seed = 1, Rate = 1, AfterCommitShare = 0, Faults = [Fault.Status(503)] });
            using IDisposable outage = simulators[2].Faults.StopListening();

            HttpStatusCode?[] statuses = await Task.WhenAll(simulators.Select(async simulator =>
            {
                using RawClient client = new(simulator);
                try
                {
                    return (await client.CreateAsync(RawClient.ValidRequest())).Status;
                }
                catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
                {
                    return (HttpStatusCode?)null;
                }
            }));

            Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.ServiceUnavailable, null, HttpStatusCode.OK], statuses);
            Assert.Equal([0, 0, 0, 1], simulators.Select(simulator => simulator.Instances.Count));
            Assert.All(simulators, simulator => Assert.Single(simulator.Journal.Entries));
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
    public async Task EveryKind_WithClientsThatGiveUp_LosesNoException()
    {
        using UnobservedExceptions lost = new("at ModelArts.Sdk.Testing.Faults.");
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        Fault[] faults = [.. FaultMix.AllKinds.Select(weighted => weighted.Fault), Fault.Hang, Fault.EndlessBody(Long), Fault.Drip(Long), Fault.DelayBy(Long)];
        FaultRule requests = simulator.Faults.On(SimulatorOperation.List).DoInTurn([.. faults, .. faults.Select(fault => fault.AfterCommit())]);
        FaultRule connections = simulator.Faults.On(SimulatorOperation.Connect).Skip(2 * faults.Length).DoInTurn(Fault.Hang, Fault.Close, Fault.DelayBy(Long), Fault.Reset);

        for (int index = 0; index < (2 * faults.Length) + 3; index++)
        {
            using RawConnection connection = await RawConnection.OpenAsync(simulator);
            await connection.SendListAsync();
            await Eventually.HoldsAsync(() => requests.Strikes + connections.Strikes > index);
        }

        await simulator.DisposeAsync();

        Assert.Equal(0, lost.Collect());
    }
}
