using System.Globalization;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Hosting;
using ModelArts.Sdk.Testing.Requests;
using WireMock.Server;

namespace ModelArts.Sdk.Testing;

/// <summary>
/// A stand-in for the development environments of ModelArts, for tests and demos: an HTTP server on this machine that speaks the
/// service's wire form, keeps its rules and moves its instances from status to status. Thread-safe; any number can run at once.
/// </summary>
/// <remarks>
/// It knows how to create and to get an instance; whatever else it is asked, it answers 501 and says so in the <see cref="Journal"/>.
/// </remarks>
/// <example>
/// <code>
/// await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync();
/// using ModelArtsClient client = new(simulator.CreateClientOptions());
/// </code>
/// </example>
public sealed class ModelArtsSimulator : IAsyncDisposable
{
    private readonly SimulatedService _service;
    private readonly TimeProvider? _callersClock;
    private int _disposed;

    private ModelArtsSimulator(SimulatorOptions options, string token, SimulatedService service, SimulatorJournal journal, WireMockServer server)
    {
        _service = service;
        _callersClock = options.TimeProvider;
        ProjectId = options.ProjectId;
        AuthToken = token;
        Credential = new AuthTokenCredential(token);
        Journal = journal;
        Server = server;
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}"));
    }

    /// <summary>Where it listens: <c>http://127.0.0.1</c> with a port.</summary>
    public Uri Endpoint { get; }

    /// <summary>The id of its one project.</summary>
    public string ProjectId { get; }

    /// <summary>The token that requests must carry as <c>X-Auth-Token</c>; for clients other than this SDK's.</summary>
    public string AuthToken { get; }

    /// <summary>The credential that holds <see cref="AuthToken"/>.</summary>
    public ModelArtsCredential Credential { get; }

    /// <summary>Every instance as a client would read it now, in the order of creation. A snapshot.</summary>
    public IReadOnlyList<DevEnvironmentInstance> Instances => _service.Instances;

    /// <summary>What it was asked, and what it answered.</summary>
    public SimulatorJournal Journal { get; }

    /// <summary>What is to become of the instances that are created next. Default: they come to run.</summary>
    public ScriptedOutcomes NextCreate => _service.NextCreate;

    /// <summary>
    /// The WireMock server under it. Stubs of your own count before the simulator's answers; its admin API is at <c>/__admin</c>.
    /// Resetting it takes your stubs away, and leaves the simulator and its instances as they are.
    /// </summary>
    public WireMockServer Server { get; }

    /// <summary>Starts a simulator. Dispose of it to free its port.</summary>
    /// <param name="options">How it is set up. Default: on a free port, with a random token, on the system's clock.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>A simulator that listens.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> hold an impossible value; the message lists all of them.</exception>
    /// <exception cref="InvalidOperationException"><see cref="SimulatorOptions.Port"/> is in use.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<ModelArtsSimulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        options.ThrowIfInvalid(nameof(options));
        TimeProvider clock = options.TimeProvider ?? TimeProvider.System;
        // Trimmed, as the credential trims what it sends.
        string token = options.AuthToken?.Trim() ?? $"simulator-{Guid.NewGuid():N}";
        SimulatedService service = new(options, token, clock);
        SimulatorJournal journal = new();
        WireMockServer server = await SimulatorHost.StartAsync(new ServiceEndpoint(service, journal, clock), options.Port, cancellationToken).ConfigureAwait(false);
        return new ModelArtsSimulator(options, token, service, journal, server);
    }

    /// <summary>
    /// Makes options for a client of this simulator; change what you like. The client shares the clock of
    /// <see cref="SimulatorOptions.TimeProvider"/> where one was given, so that advancing it moves waits on as well.
    /// </summary>
    /// <returns>New options, complete.</returns>
    public ModelArtsClientOptions CreateClientOptions()
    {
        ModelArtsClientOptions options = new()
        {
            Endpoint = Endpoint,
            ProjectId = ProjectId,
            Credential = Credential,
            AllowInsecureHttp = true,
        };
        if (_callersClock is not null)
        {
            options.TimeProvider = _callersClock;
        }

        return options;
    }

    /// <summary>Stops listening, and frees the port. What was journaled, and the instances, can still be read.</summary>
    /// <returns>A task that ends when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            // WireMock blocks its thread until it has stopped.
            await Task.Run(Server.Stop).ConfigureAwait(false);
            Server.Dispose();
        }
    }
}
