using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Program;

/// <summary>How the program of samples/Simulator ends, and what it does where it cannot go on.</summary>
public sealed class SimulatorProgramTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-");

    private string StateFile => Path.Combine(_directory.FullName, "state.json");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task PortInUse_SaysSoAndEndsWith1()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        (int exitCode, string error) = await SimulatorProcess.RunAsync("--address", $"127.0.0.1:{port}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"The simulator cannot listen on 127.0.0.1:{port}: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    /// <summary>Addresses for documents, which no machine has; one of a network that this machine may not have at all.</summary>
    [Theory]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:8080")]
    [InlineData("[2001:db8::1]:0")]
    public async Task AddressOfNoneOfThisMachine_SaysSoAndEndsWith1(string address)
    {
        (int exitCode, string error) = await SimulatorProcess.RunAsync("--address", address);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"The simulator cannot listen on {address}: ", error, StringComparison.Ordinal);
        Assert.EndsWith(", such as 127.0.0.1.", error.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StateFileInUse_SaysSoAndEndsWith1()
    {
        await using SimulatorProcess first = await SimulatorProcess.StartAsync("--state", StateFile);

        (int exitCode, string error) = await SimulatorProcess.RunAsync("--port", "0", "--state", StateFile);

        Assert.Equal((1, $"The state file '{StateFile}' is in use by another simulator. Stop that one, or name another file."), (exitCode, error.Trim()));
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--address", "example.com")]
    [InlineData("--address", "1")]
    [InlineData("--latency", "-1")]
    [InlineData("--instance-limit", "0")]
    [InlineData("--free-capacity", "0")]
    [InlineData("--seed", "x")]
    [InlineData("--nonsense", "")]
    public async Task WrongCommandLine_SaysSoAndEndsWith2(string option, string value)
    {
        (int exitCode, string error) = await SimulatorProcess.RunAsync(option, value);

        Assert.Equal(2, exitCode);
        Assert.Contains(option, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DiskFull_RefusesAndLosesNothingOfWhatItHasAcknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It takes a shell that can limit the size of files.");
        List<string> acknowledged = [];
        await using (SimulatorProcess full = await SimulatorProcess.StartWithoutSpaceAsync(4, "--state", StateFile))
        {
            using HttpClient client = ClientOf(full);
            HttpStatusCode status = HttpStatusCode.OK;
            for (int index = 0; index < 20 && status == HttpStatusCode.OK; index++)
            {
                using StringContent content = new(RawClient.ValidRequest($"n-{index}").ToJsonString());
                using HttpResponseMessage response = await client.PostAsync("", content, TestContext.Current.CancellationToken);
                status = response.StatusCode;
                JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
                if (status == HttpStatusCode.OK)
                {
                    acknowledged.Add((string)answer["id"]!);
                }
                else
                {
                    Assert.Equal((HttpStatusCode.InternalServerError, "ModelArts.6102"), (status, (string?)answer["error_code"]));
                }
            }

            Assert.NotEqual(HttpStatusCode.OK, status);
            Assert.InRange(acknowledged.Count, 1, 9);

            // Not even until the next write does half a line stay behind.
            byte[] bytes = await ReadAsync();
            Assert.Equal((byte)'\n', bytes[^1]);
            Assert.Equal(acknowledged.Count + 1, bytes.Count(static value => value == '\n'));

            // What was refused has not happened, and reading goes on.
            Assert.Equal(acknowledged, await ListAsync(client));
        }

        await using SimulatorProcess again = await SimulatorProcess.StartAsync("--state", StateFile);
        using HttpClient reader = ClientOf(again);
        Assert.Equal(acknowledged, await ListAsync(reader));
    }

    /// <summary>The file, which the program has open.</summary>
    private async Task<byte[]> ReadAsync()
    {
        await using FileStream stream = new(StateFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        return bytes;
    }

    private static async Task<string[]> ListAsync(HttpClient client)
    {
        JsonNode list = JsonNode.Parse(await client.GetStringAsync("?de_type=Notebook&sortby=creation_timestamp", TestContext.Current.CancellationToken))!;
        return [.. list["instances"]!.AsArray().Select(instance => (string)instance!["id"]!)];
    }

    private static HttpClient ClientOf(SimulatorProcess simulator)
    {
        HttpClient client = new() { BaseAddress = new Uri($"{simulator.Endpoint}/v1/{simulator.ProjectId}/demanager/instances") };
        client.DefaultRequestHeaders.Add("X-Auth-Token", simulator.Token);
        return client;
    }
}
