using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace ModelArts.Sdk.Testing.Tests;

/// <summary>
/// A simulator on a clock that the test moves, with a different duration for each transition: creating 10 s, starting 20, stopping 5,
/// restarting 7, deleting 4.
/// </summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    private protected const long StartMilliseconds = 1_600_000_000_000;

    private RawClient? _client;
    private ModelArtsSimulator? _simulator;

    private protected FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(StartMilliseconds));

    private protected ModelArtsSimulator Simulator => _simulator!;

    private protected RawClient Client => _client!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Options to start with, the durations and the clock apart.</summary>
    private protected virtual SimulatorOptions Options => new();

    public async ValueTask InitializeAsync()
    {
        _simulator = await ModelArtsSimulator.StartAsync(
            Options with
            {
                TimeProvider = Clock,
                CreatingDuration = TimeSpan.FromSeconds(10),
                StartingDuration = TimeSpan.FromSeconds(20),
                StoppingDuration = TimeSpan.FromSeconds(5),
                RestartingDuration = TimeSpan.FromSeconds(7),
                DeletingDuration = TimeSpan.FromSeconds(4),
            },
            Cancellation);
        _client = new RawClient(_simulator);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client?.Dispose();
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }
    }

    private protected void Advance(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));

    private protected async Task<string> CreateAsync(string name = "notebook", string? flavor = null, string? autoStop = null)
    {
        JsonObject request = flavor is null ? RawClient.ValidRequest(name) : RawClient.ValidRequest(name, flavor);

        if (autoStop is not null)
        {
            request["spec"]!["auto_stop"] = JsonNode.Parse(autoStop);
        }

        return (string)(await Client.CreatedAsync(request))["id"]!;
    }

    private protected async Task<string> CreateRunningAsync(string name = "notebook", string? autoStop = null)
    {
        string id = await CreateAsync(name, autoStop: autoStop);
        Advance(30);
        Assert.Equal("RUNNING", await Client.StatusAsync(id));
        return id;
    }

    private protected async Task<string> CreateStoppedAsync(string name = "notebook", string? autoStop = null)
    {
        string id = await CreateRunningAsync(name, autoStop);
        await DoneAsync(Client.ActAsync(id, "stop"));
        Advance(5);
        Assert.Equal("STOPPED", await Client.StatusAsync(id));
        return id;
    }

    /// <summary>The answer, which must be a success.</summary>
    private protected static async Task<JsonObject> DoneAsync(Task<RawAnswer> call)
    {
        RawAnswer answer = await call;
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    /// <summary>Asserts a refusal with HTTP 400 and a code, which is given without its <c>ModelArts.</c></summary>
    private protected static async Task RefusedAsync(string code, Task<RawAnswer> call)
    {
        RawAnswer answer = await call;
        Assert.Equal((HttpStatusCode.BadRequest, $"ModelArts.{code}"), (answer.Status, answer.ErrorCode));
        Assert.False(string.IsNullOrWhiteSpace(answer.ErrorMessage));
    }
}
