using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Journal;

public sealed class SimulatorJournalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_HoldEveryRequestInOrderWithItsOutcome()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock }, Cancellation);
        using RawClient client = new(simulator);

        JsonObject created = await client.CreatedAsync();
        string id = (string)created["id"]!;
        clock.Advance(TimeSpan.FromSeconds(6));
        RawAnswer got = await client.GetAsync($"{id}?verbose=1");
        RawAnswer missing = await client.GetAsync("DE-none");
        await client.CreateAsync("{}");

        Assert.Collection(
            simulator.Journal.Entries,
            entry => Assert.Equal(
                new SimulatorJournalEntry
                {
                    Time = DateTimeOffset.UnixEpoch,
                    Method = "POST",
                    Path = client.InstancesPath,
                    Operation = SimulatorOperation.Create,
                    StatusCode = 200,
                    RequestId = entry.RequestId,
                    Authentication = SimulatorAuthentication.TokenAccepted,
                    Caller = simulator.UserName,
                    InstanceId = id,
                    StatusAfter = InstanceStatus.Creating,
                },
                entry),
            entry => Assert.Equal(
                new SimulatorJournalEntry
                {
                    Time = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(6),
                    Method = "GET",
                    Path = $"{client.InstancesPath}/{id}",
                    Operation = SimulatorOperation.Get,
                    StatusCode = 200,
                    RequestId = got.RequestId!,
                    Authentication = SimulatorAuthentication.TokenAccepted,
                    Caller = simulator.UserName,
                    InstanceId = id,
                    StatusBefore = InstanceStatus.Running,
                    StatusAfter = InstanceStatus.Running,
                },
                entry),
            entry => Assert.Equal(
                (SimulatorOperation.Get, 400, "DE-none", ModelArtsErrorCode.InstanceNotFound, missing.RequestId),
                (entry.Operation, entry.StatusCode, entry.InstanceId, entry.ErrorCode, entry.RequestId)),
            entry => Assert.Equal(
                (SimulatorOperation.Create, 400, null, ModelArtsErrorCode.ParameterRequired),
                (entry.Operation, entry.StatusCode, entry.InstanceId, entry.ErrorCode)));
    }

    [Fact]
    public async Task Entries_NeverHoldTheToken()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { AuthToken = "canary-token" }, Cancellation);
        using RawClient client = new(simulator);

        await client.CreatedAsync();
        await client.SendAsync(HttpMethod.Get, "/elsewhere?token=canary-token");

        Assert.Equal(2, simulator.Journal.Entries.Count);
        Assert.All(simulator.Journal.Entries, entry => Assert.DoesNotContain("canary", entry.ToString(), StringComparison.Ordinal));
        Assert.All(simulator.Journal.Entries, entry => Assert.DoesNotContain("canary", System.Text.Json.JsonSerializer.Serialize(entry), StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShouldHave_AsManyAsExpected_ReturnsThem()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        await client.CreatedAsync();
        await client.GetAsync("DE-a");
        await client.GetAsync("DE-b");

        simulator.Journal.ShouldHave(0, SimulatorOperation.Unmatched);
        simulator.Journal.ShouldHave(1, SimulatorOperation.Create);
        Assert.Equal(["DE-a", "DE-b"], simulator.Journal.ShouldHave(2, SimulatorOperation.Get).Select(entry => entry.InstanceId));
        Assert.Equal("DE-b", Assert.Single(simulator.Journal.ShouldHave(1, SimulatorOperation.Get, entry => entry.InstanceId == "DE-b")).InstanceId);
        Assert.Equal(2, simulator.Journal.Of(SimulatorOperation.Get).Count);
    }

    [Fact]
    public async Task ShouldHave_AnotherNumber_ThrowsAndListsWhatCame()
    {
        FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch);
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock, ProjectId = "p" }, Cancellation);
        using RawClient client = new(simulator);
        string id = (string)(await client.CreatedAsync())["id"]!;
        await client.GetAsync("DE-a");

        SimulatorAssertionException exception = Assert.Throws<SimulatorAssertionException>(() => simulator.Journal.ShouldHave(2, SimulatorOperation.Create));

        Assert.Equal(
            $"""
            Expected 2 such Create requests, and found 1. The simulator was asked:
              - 00:00:00.000 Create: POST /v1/p/demanager/instances -> 200 {id} > CREATING
              - 00:00:00.000 Get: GET /v1/p/demanager/instances/DE-a -> 400 ModelArts.6309 DE-a
            """,
            exception.Message);
    }

    [Fact]
    public async Task ShouldHave_NothingAsked_SaysSo()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);

        SimulatorAssertionException exception = Assert.Throws<SimulatorAssertionException>(() => simulator.Journal.ShouldHave(1, SimulatorOperation.Get));

        Assert.Equal("Expected 1 such Get request, and found 0. The simulator was asked nothing at all.", exception.Message);
    }

    [Fact]
    public async Task Clear_ForgetsRequestsAndKeepsInstances()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        await client.CreatedAsync();
        IReadOnlyList<SimulatorJournalEntry> snapshot = simulator.Journal.Entries;

        simulator.Journal.Clear();

        Assert.Empty(simulator.Journal.Entries);
        Assert.Single(snapshot);
        Assert.Single(simulator.Instances);
    }
}
