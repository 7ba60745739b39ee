using System.Net;

namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>What a random mix decides: always the same for the same seed, and about as often as it is told to.</summary>
public sealed class FaultMixTests
{
    private const int Many = 10_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Decide_IsTheSameOnEveryMachineAndInEveryVersion()
    {
        FaultMix mix = new() { Seed = 42, Rate = 0.8, Faults = [Fault.Reset, Fault.Close, Fault.ResetMidBody] };

        string[] decisions = [.. Enumerable.Range(1, 10).Select(ordinal => mix.Decide(SimulatorOperation.Create, "soak-1", ordinal)?.ToString() ?? "-")];

        Assert.Equal(
            [
                "ResetMidBody",
                "Close before commit",
                "Reset before commit",
                "Close before commit",
                "-",
                "Reset after commit",
                "Reset before commit",
                "Close before commit",
                "Close before commit",
                "Close after commit",
            ],
            decisions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(-7)]
    public void Decide_KeepsRateAndShare(int seed)
    {
        FaultMix mix = new() { Seed = seed, Rate = 0.3, AfterCommitShare = 0.5 };

        Fault[] struck = [.. Enumerable.Range(0, Many).Select(index => mix.Decide(SimulatorOperation.Create, $"soak-{index}", 1)).OfType<Fault>()];

        Assert.InRange(struck.Length, 2850, 3150);
        Assert.InRange(struck.Count(fault => fault.Moment == FaultMoment.AfterCommit), struck.Length * 0.47, struck.Length * 0.53);
        Assert.Equal(Enum.GetValues<FaultKind>().Except([FaultKind.NotListening]), struck.Select(fault => fault.Kind).Distinct().Order());
        Assert.All(struck, fault => Assert.NotNull(fault.Moment));
    }

    [Fact]
    public void Decide_KeepsWeights_AndMoments()
    {
        FaultMix mix = new()
        {
            Seed = 5,
            Rate = 1,
            AfterCommitShare = 0.25,
            Faults = [new(Fault.Reset, 3), Fault.Close, new(Fault.Hang, 0), Fault.Status(429), Fault.CloseMidBody],
        };

        Fault[] struck = [.. Enumerable.Range(1, Many).Select(ordinal => mix.Decide(SimulatorOperation.Get, null, ordinal)!)];

        int Of(FaultKind kind, FaultMoment moment) => struck.Count(fault => fault.Kind == kind && fault.Moment == moment);
        Assert.InRange(Of(FaultKind.Reset, FaultMoment.BeforeCommit), 4300, 4700);
        Assert.InRange(Of(FaultKind.Close, FaultMoment.BeforeCommit), 1350, 1650);
        Assert.InRange(Of(FaultKind.Answer, FaultMoment.BeforeCommit), 1350, 1650);
        Assert.InRange(Of(FaultKind.Reset, FaultMoment.AfterCommit), 1400, 1600);
        Assert.InRange(Of(FaultKind.CloseMidBody, FaultMoment.AfterCommit), 400, 600);
        Assert.Equal(0, Of(FaultKind.Answer, FaultMoment.AfterCommit) + Of(FaultKind.CloseMidBody, FaultMoment.BeforeCommit));
        Assert.Equal(0, Of(FaultKind.Hang, FaultMoment.BeforeCommit) + Of(FaultKind.Hang, FaultMoment.AfterCommit));
    }

    [Fact]
    public void Decide_DependsOnSeedOperationNameAndOrdinal()
    {
        static string Decisions(int seed, SimulatorOperation operation, string? name, int from) => string.Concat(
            Enumerable.Range(from, 64).Select(ordinal => new FaultMix { Seed = seed, Rate = 0.5 }.Decide(operation, name, ordinal) is null ? '.' : 'x'));

        string one = Decisions(1, SimulatorOperation.Create, "a", 1);

        Assert.Equal(one, Decisions(1, SimulatorOperation.Create, "a", 1));
        Assert.NotEqual(one, Decisions(2, SimulatorOperation.Create, "a", 1));
        Assert.NotEqual(one, Decisions(1, SimulatorOperation.Get, "a", 1));
        Assert.NotEqual(one, Decisions(1, SimulatorOperation.Create, "b", 1));
        Assert.NotEqual(one, Decisions(1, SimulatorOperation.Create, null, 1));
        Assert.NotEqual(one, Decisions(1, SimulatorOperation.Create, "a", 2));
    }

    [Fact]
    public void Decide_OperationsAndConnections_HaveTheirOwnRates()
    {
        FaultMix mix = new() { Seed = 3, Rate = 1, Operations = [SimulatorOperation.Create], ConnectionRate = 0.2 };

        Fault?[] connections = [.. Enumerable.Range(1, Many).Select(ordinal => mix.Decide(SimulatorOperation.Connect, null, ordinal))];

        Assert.NotNull(mix.Decide(SimulatorOperation.Create, "a", 1));
        Assert.Null(mix.Decide(SimulatorOperation.Get, "a", 1));
        Assert.InRange(connections.Count(fault => fault is not null), 1850, 2150);
        Assert.Equal([FaultKind.Reset, FaultKind.Close], connections.OfType<Fault>().Select(fault => fault.Kind).Distinct().Order());
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "xxxxxxxx")]
    public void Decide_RatesAtTheirEnds(double rate, string expected)
    {
        FaultMix mix = new() { Seed = 0, Rate = rate };

        Assert.Equal(expected, string.Concat(Enumerable.Range(1, 8).Select(ordinal => mix.Decide(SimulatorOperation.List, null, ordinal) is null ? "" : "x")));
    }

    [Fact]
    public async Task ImpossibleMixes_AreRefused()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        FaultMix mix = new() { Seed = 1 };
        FaultMix[] impossible =
        [
            mix with { Rate = 1.1 },
            mix with { Rate = double.NaN },
            mix with { AfterCommitShare = -0.1 },
            mix with { ConnectionRate = 2 },
            mix with { Faults = [] },
            mix with { Faults = null! },
            mix with { Faults = [new(Fault.Reset, -1)] },
            mix with { Faults = [new(null!)] },
            mix with { Faults = [Fault.ResetMidBody] },
            mix with { Faults = [Fault.Status(429)] },
            mix with { ConnectionRate = 0.1, ConnectionFaults = [] },
            mix with { ConnectionFaults = [Fault.Status(500)] },
        ];

        Assert.All(impossible, wrong => Assert.Throws<ArgumentException>(() => simulator.Faults.UseRandomMix(wrong)));
        Assert.Throws<ArgumentException>(() => simulator.Faults.UseRandomMix(1, rate: 3));
        Assert.Throws<ArgumentNullException>(() => simulator.Faults.UseRandomMix(null!));
        simulator.Faults.UseRandomMix(mix with { AfterCommitShare = 1, Faults = [Fault.ResetMidBody] });
        simulator.Faults.UseRandomMix(mix with { AfterCommitShare = 0, Faults = [Fault.Status(429)] });
        simulator.Faults.UseRandomMix(mix with { Rate = 0, Faults = [] });
    }

    [Fact]
    public async Task Replay_SameSeed_ManyClients_EachNameMeetsTheSameFaults()
    {
        Task<Dictionary<string, string>>[] runs = [DecisionsAsync(7, clients: 1), DecisionsAsync(7, clients: 32), DecisionsAsync(7, clients: 32), DecisionsAsync(8, clients: 32)];

        Dictionary<string, string>[] decisions = await Task.WhenAll(runs);

        Assert.Equal(60, decisions[0].Count);
        Assert.Equal(decisions[0], decisions[1]);
        Assert.Equal(decisions[0], decisions[2]);
        Assert.NotEqual(decisions[0], decisions[3]);
    }

    [Fact]
    public async Task Replay_TheJournalSaysWhatTheMixWouldDecideAgain()
    {
        FaultMix mix = new() { Seed = 11, Rate = 0.5, Faults = FastFaults };
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { InstanceLimit = 1000 }, Cancellation);
        simulator.Faults.UseRandomMix(mix);

        await CreateAllAsync(simulator, clients: 16, Timeout.InfiniteTimeSpan);
        using RawClient client = new(simulator);
        for (int index = 0; index < 20; index++)
        {
            await SendAsync(() => client.GetAsync(simulator.Instances[0].Id), Timeout.InfiniteTimeSpan);
            await SendAsync(() => client.ListAsync("?de_type=Notebook"), Timeout.InfiniteTimeSpan);
        }

        Assert.All(simulator.Journal.Entries, entry =>
        {
            FaultDecision decision = entry.Decision!;
            Assert.Equal(("mix 11", entry.Operation), (decision.Source, decision.Operation));
            Assert.Equal(mix.Decide(decision.Operation, decision.InstanceName, decision.Ordinal), entry.Fault);
        });
        Assert.Equal(simulator.Instances[0].Name, simulator.Journal.Of(SimulatorOperation.Get)[0].Decision!.InstanceName);
        Assert.Null(simulator.Journal.Of(SimulatorOperation.List)[0].Decision!.InstanceName);
        Assert.Contains(simulator.Journal.Entries, entry => entry.Fault is null);
    }

    [Fact]
    public async Task UseRandomMix_Again_BeginsAnew()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        for (int round = 0; round < 2; round++)
        {
            simulator.Faults.UseRandomMix(new FaultMix { Seed = 1, Rate = 0.5, AfterCommitShare = 0, Faults = [Fault.Status(500)] });
            for (int index = 0; index < 20; index++)
            {
                await client.ListAsync("?de_type=Notebook");
            }
        }

        int[] statuses = [.. simulator.Journal.Entries.Select(entry => entry.StatusCode)];
        Assert.Equal(statuses[..20], statuses[20..]);
        Assert.Equal([200, 500], statuses.Distinct().Order());
    }

    [Fact]
    public async Task AllKinds_ManyClients_WhatTheJournalCallsCommittedIsThere()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { InstanceLimit = 1000 }, Cancellation);
        simulator.Faults.UseRandomMix(new FaultMix { Seed = 20, Rate = 0.6, ConnectionRate = 0.1 });

        await CreateAllAsync(simulator, clients: 16, TimeSpan.FromMilliseconds(300));
        await Eventually.HoldsAsync(() => simulator.Journal.Of(SimulatorOperation.Create).Count(entry => entry.Committed) == simulator.Instances.Count);

        IReadOnlyList<SimulatorJournalEntry> entries = simulator.Journal.Entries;
        Assert.True(entries.Count(entry => entry.Fault is not null) > 60);
        Assert.Contains(entries, entry => entry.Operation == SimulatorOperation.Connect);
        Assert.DoesNotContain(entries, entry => entry.Fault is { Moment: FaultMoment.BeforeCommit, Kind: not FaultKind.Delay } && entry.Committed);
        Assert.Equal(simulator.Instances.Count, simulator.Instances.Select(instance => instance.Name).Distinct().Count());
    }

    private static IReadOnlyList<WeightedFault> FastFaults { get; } =
        [Fault.Reset, Fault.Close, Fault.ResetMidBody, Fault.GatewayPage(), Fault.Status(503), Fault.ReplaceBody(FaultBody.EmptyObject), Fault.RetryAfter("9", 429)];

    private static async Task<Dictionary<string, string>> DecisionsAsync(int seed, int clients)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { InstanceLimit = 1000 }, Cancellation);
        simulator.Faults.UseRandomMix(new FaultMix { Seed = seed, Rate = 0.5, Faults = FastFaults });
        await CreateAllAsync(simulator, clients, Timeout.InfiniteTimeSpan);
        return simulator.Journal.Of(SimulatorOperation.Create)
            .GroupBy(entry => entry.Decision!.InstanceName!)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.OrderBy(entry => entry.Decision!.Ordinal).Select(entry => $"{entry.Decision}")));
    }

    /// <summary>Sixty names, each asked for until it is answered as it should be.</summary>
    private static Task CreateAllAsync(ModelArtsSimulator simulator, int clients, TimeSpan patience) => Parallel.ForEachAsync(
        Enumerable.Range(0, 60),
        new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = Cancellation },
        async (index, _) =>
        {
            using RawClient client = new(simulator);
            for (int attempt = 0; attempt < 20; attempt++)
            {
                if (await SendAsync(() => client.CreateAsync(RawClient.ValidRequest($"n-{index}")), patience) is { Status: HttpStatusCode.OK or HttpStatusCode.BadRequest })
                {
                    return;
                }
            }
        });

    /// <summary>The answer; none where a client of such patience gets none.</summary>
    private static async Task<RawAnswer?> SendAsync(Func<Task<RawAnswer>> send, TimeSpan patience)
    {
        try
        {
            return await send().WaitAsync(patience, Cancellation);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            return null;
        }
    }
}
