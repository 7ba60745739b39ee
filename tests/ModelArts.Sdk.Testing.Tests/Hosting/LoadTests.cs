using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Hosting;

/// <summary>Many clients at once, none of which may see what another has asked for.</summary>
public sealed class LoadTests
{
    private const int Clients = 64;
    private const int Creates = 1000;
    private const int Gets = 20_000;

    [Fact]
    public async Task SixtyFourClients_AThousandCreatesAndTwentyThousandGets_NoInstanceIsLostOrDoubled()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { InstanceLimit = Creates }, TestContext.Current.CancellationToken);
        RawClient[] clients = [.. Enumerable.Range(0, Clients).Select(_ => new RawClient(simulator))];
        try
        {
            ConcurrentDictionary<string, string> ids = [];
            await ShareAsync(clients, Creates, async (client, number) =>
                ids[$"n-{number}"] = (string)(await client.CreatedAsync(RawClient.ValidRequest($"n-{number}")))["id"]!);

            await ShareAsync(clients, Gets, async (client, number) =>
            {
                string name = $"n-{number % Creates}";
                JsonObject instance = await client.GotAsync(ids[name]);
                Assert.Equal((name, ids[name]), ((string)instance["name"]!, (string)instance["id"]!));
            });

            Assert.Equal("ModelArts.6302", (await clients[0].CreateAsync(RawClient.ValidRequest("one-more"))).ErrorCode);
            Assert.Equal(Creates, ids.Values.Distinct().Count());
            Assert.Equal(
                ids.Select(entry => (entry.Key, entry.Value)).Order(), simulator.Instances.Select(instance => (instance.Name!, instance.Id)).Order());
            simulator.Journal.ShouldHave(Creates, SimulatorOperation.Create, entry => entry.StatusCode == 200);
            simulator.Journal.ShouldHave(Gets, SimulatorOperation.Get, entry => entry.StatusCode == 200);
            Assert.Equal(Creates + Gets + 1, simulator.Journal.Entries.Select(entry => entry.RequestId).Distinct().Count());

            // WireMock would keep whole requests.
            Assert.Empty(simulator.Server.LogEntries);
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }

    private static Task ShareAsync(RawClient[] clients, int count, Func<RawClient, int, Task> work)
    {
        int next = -1;
        return Task.WhenAll(clients.Select(async client =>
        {
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                await work(client, number);
            }
        }));
    }
}
