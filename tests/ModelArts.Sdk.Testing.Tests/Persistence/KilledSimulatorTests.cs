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

    /// <summary>Some hundred changes of one instance before each kill: the file is written anew again and again.</summary>
    [Fact]
    public async Task Killed_WhileTheFileIsWrittenAnew_LosesNoChangeThatItHasAcknowledged()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("simulator-");
        try
        {
            string file = Path.Combine(directory.FullName, "state.json");
            string? id = null;
            int acknowledged = 0;
            for (int kill = 0; kill < 3; kill++)
            {
                await using SimulatorProcess simulator = await SimulatorProcess.StartAsync("--state", file);
                using HttpClient client = ClientOf(simulator);
                id ??= await CreateAsync(client);
                Assert.InRange(await NumberAsync(client, id), acknowledged, acknowledged + 1);
                acknowledged = await ChangeUntilKilledAsync(simulator, client, id, from: acknowledged + 1, killAt: acknowledged + 150 + (37 * kill));
            }

            await using SimulatorProcess last = await SimulatorProcess.StartAsync("--state", file);
            using HttpClient reader = ClientOf(last);
            Assert.InRange(await NumberAsync(reader, id!), acknowledged, acknowledged + 1);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static async Task<string> CreateAsync(HttpClient client)
    {
        JsonNode request = RawClient.ValidRequest();
        request["description"] = "0";
        using StringContent content = new(request.ToJsonString());
        using HttpResponseMessage response = await client.PostAsync("", content, TestContext.Current.CancellationToken);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["id"]!;
    }

    /// <summary>Writes one number after the other into the description of an instance.</summary>
    /// <returns>The last that was acknowledged.</returns>
    private static async Task<int> ChangeUntilKilledAsync(SimulatorProcess simulator, HttpClient client, string id, int from, int killAt)
    {
        Task killed = Task.CompletedTask;
        int acknowledged = from - 1;
        try
        {
            for (int number = from; ; number++)
            {
                using StringContent content = new($$"""{"description":"{{number}}"}""");
                using HttpResponseMessage response = await client.PutAsync($"{client.BaseAddress}/{id}", content, TestContext.Current.CancellationToken);
                Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
                acknowledged = number;
                if (number == killAt)
                {
                    killed = simulator.KillAsync();
                }
            }
        }
        catch (HttpRequestException)
        {
            await killed;
            return acknowledged;
        }
    }

    private static async Task<int> NumberAsync(HttpClient client, string id) => int.Parse(
        (string)JsonNode.Parse(await client.GetStringAsync($"{client.BaseAddress}/{id}", TestContext.Current.CancellationToken))!["description"]!,
        System.Globalization.CultureInfo.InvariantCulture);

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
