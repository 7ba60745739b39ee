using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ModelArts.Sdk.Testing.Tests.Program;

namespace ModelArts.Sdk.Testing.Tests.Persistence;

/// <summary>The process is killed (SIGKILL) while creates are on their way; whatever it has acknowledged must be there afterwards.</summary>
public sealed class KilledSimulatorTests
{
    private const int Clients = 4;

    [Fact]
    public Task Killed_DuringCreates_LosesNoneThatItHasAcknowledged() => KillAsync(times: 3);

    /// <summary>The same, for as long as one can be sure of it: half a minute. Run by <c>--explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public Task KilledFiftyTimes_DuringCreates_LosesNoneThatItHasAcknowledged() => KillAsync(times: 50);

    private static async Task KillAsync(int times)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("simulator-");
        try
        {
            string file = Path.Combine(directory.FullName, "state.json");
            ConcurrentDictionary<string, string> acknowledged = [];
            Random random = new(50);
            string? token = null;
            for (int kill = 0; kill < times; kill++)
            {
                await using SimulatorProcess simulator = await SimulatorProcess.StartAsync("--state", file, "--instance-limit", "1000000");

                // Clients go on with the key that they have.
                token ??= simulator.Token;
                Assert.Equal(token, simulator.Token);
                await CheckAsync(simulator, acknowledged);
                await KillDuringCreatesAsync(simulator, acknowledged, afterMore: random.Next(1, 25));
            }

            await using SimulatorProcess last = await SimulatorProcess.StartAsync("--state", file);
            await CheckAsync(last, acknowledged);
            TestContext.Current.TestOutputHelper?.WriteLine($"{times} kills, {acknowledged.Count} acknowledged creates");
            Assert.True(acknowledged.Count >= times, $"{acknowledged.Count} creates");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task KillDuringCreatesAsync(SimulatorProcess simulator, ConcurrentDictionary<string, string> acknowledged, int afterMore)
    {
        int target = acknowledged.Count + afterMore;
        TaskCompletionSource enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] streams =
        [
            .. Enumerable.Range(0, Clients).Select(async _ =>
            {
                using HttpClient client = ClientOf(simulator);
                try
                {
                    while (true)
                    {
                        string name = Guid.NewGuid().ToString("N");
                        using StringContent content = new(RawClient.ValidRequest(name).ToJsonString());
                        using HttpResponseMessage response = await client.PostAsync("", content, TestContext.Current.CancellationToken);
                        JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
                        Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
                        acknowledged[(string)answer["id"]!] = name;
                        if (acknowledged.Count >= target)
                        {
                            enough.TrySetResult();
                        }
                    }
                }
                catch (HttpRequestException)
                {
                    // Killed: what was on its way may be there or not.
                }
            }),
        ];

        Task first = await Task.WhenAny(enough.Task, Task.WhenAll(streams));
        await first;
        await simulator.KillAsync();
        await Task.WhenAll(streams);
    }

    private static async Task CheckAsync(SimulatorProcess simulator, ConcurrentDictionary<string, string> acknowledged)
    {
        using HttpClient client = ClientOf(simulator);
        JsonNode list = JsonNode.Parse(await client.GetStringAsync("?de_type=Notebook", TestContext.Current.CancellationToken))!;
        ILookup<string, string> found = list["instances"]!.AsArray().ToLookup(instance => (string)instance!["id"]!, instance => (string)instance!["name"]!);
        Assert.All(found, entry => Assert.Single(entry));
        string[] lost = [.. acknowledged.Where(entry => found[entry.Key].SingleOrDefault() != entry.Value).Select(entry => entry.Key)];
        Assert.Empty(lost);
    }

    private static HttpClient ClientOf(SimulatorProcess simulator)
    {
        HttpClient client = new() { BaseAddress = new Uri($"{simulator.Endpoint}/v1/{simulator.ProjectId}/demanager/instances") };
        client.DefaultRequestHeaders.Add("X-Auth-Token", simulator.Token);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }
}
