using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Authentication;
using ModelArts.Sdk.Testing.Faults;
using ModelArts.Sdk.Testing.Hosting;
using ModelArts.Sdk.Testing.Requests;
using WireMock.Server;

namespace ModelArts.Sdk.Testing;

/// <summary>
/// A stand-in for the development environments of ModelArts, for tests and demos: an HTTP server on this machine that speaks the
/// service's wire form, keeps its rules and moves its instances from status to status. Thread-safe; any number can run at once.
/// </summary>
/// <remarks>
/// It does all that the service documents for these instances, and the two calls of IAM that clients need: tokens for a password,
/// and which project has a name. Whatever else it is asked, it answers 501 and says so in the <see cref="Journal"/>. It has one
/// account with one user, one access key and one project, and believes neither token nor signature unseen; the <c>Date</c> of all its
/// answers, those of your stubs too, is that of its clock.
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
    private readonly SimulatorAccount _account;
    private readonly TimeProvider? _callersClock;
    private int _disposed;

    private ModelArtsSimulator(SimulatorOptions options, SimulatorAccount account, SimulatedService service, SimulatorJournal journal, SimulatorFaults faults, WireMockServer server)
    {
        _service = service;
        _callersClock = options.TimeProvider;
        _account = account;
        Credential = new AuthTokenCredential(account.Token);
        Journal = journal;
        Faults = faults;
        Server = server;
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}"));
    }

    /// <summary>Where it listens: <c>http://127.0.0.1</c> with a port.</summary>
    public Uri Endpoint { get; }

    /// <summary>The id of its one project.</summary>
    public string ProjectId => _account.ProjectId;

    /// <summary>The name of that project, by which IAM finds it.</summary>
    public string ProjectName => _account.ProjectName;

    /// <summary>A token that is accepted as <c>X-Auth-Token</c>, forever; for clients other than this SDK's.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string AuthToken => _account.Token;

    /// <summary>The access key (AK) that requests can be signed with.</summary>
    public string AccessKey => _account.AccessKey;

    /// <summary>The secret of <see cref="AccessKey"/> (SK).</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string SecretKey => _account.SecretKey;

    /// <summary>The security token that must come with signatures; <see langword="null"/> where the access key is a permanent one.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SecurityToken => _account.SecurityToken;

    /// <summary>The user that IAM gives tokens to.</summary>
    public string UserName => _account.UserName;

    /// <summary>The password of <see cref="UserName"/>.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Password => _account.Password;

    /// <summary>The account (domain) that <see cref="UserName"/> belongs to.</summary>
    public string DomainName => _account.DomainName;

    /// <summary>The credential that holds <see cref="AuthToken"/>.</summary>
    public ModelArtsCredential Credential { get; }

    /// <summary>Every instance as a client would read it now, in the order of creation. A snapshot.</summary>
    public IReadOnlyList<DevEnvironmentInstance> Instances => _service.Instances;

    /// <summary>What it was asked, and what it answered.</summary>
    public SimulatorJournal Journal { get; }

    /// <summary>What goes wrong between clients and it. Default: nothing.</summary>
    public SimulatorFaults Faults { get; }

    /// <summary>What is to become of the instances that are created next. Default: they come to run.</summary>
    public ScriptedOutcomes NextCreate => _service.NextCreate;

    /// <summary>What is to become of the instances that are started, or queued to be started, next. Default: they come to run.</summary>
    public ScriptedOutcomes NextStart => _service.NextStart;

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
        SimulatorOptionsRules.ThrowIfInvalid(options, nameof(options));
        TimeProvider clock = options.TimeProvider ?? TimeProvider.System;
        SimulatorAccount account = new(options);
        SimulatedService service = new(options, account, clock);
        SimulatorJournal journal = new();
        FaultNetwork network = new(journal, clock);
        SimulatorFaults faults = new(network);
        network.Faults = faults;
        ServiceEndpoint endpoint = new(service, journal, faults, new FaultInjector(network), clock);
        WireMockServer server = await SimulatorHost.StartAsync(endpoint, network, options.Port, cancellationToken).ConfigureAwait(false);
        return new ModelArtsSimulator(options, account, service, journal, faults, server);
    }

    /// <summary>
    /// Makes options for a client of this simulator; change what you like. The client shares the clock of
    /// <see cref="SimulatorOptions.TimeProvider"/> where one was given, so that advancing it moves waits on as well.
    /// </summary>
    /// <returns>New options, complete.</returns>
    public ModelArtsClientOptions CreateClientOptions() => CreateClientOptions(SimulatorSignIn.Token);

    /// <summary>
    /// Makes options for a client of this simulator that authenticates in a way of your choice; change what you like. The client
    /// shares the clock of <see cref="SimulatorOptions.TimeProvider"/> where one was given, and asks the simulator where it would ask IAM.
    /// </summary>
    /// <param name="signIn">How it authenticates.</param>
    /// <returns>New options, complete.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="signIn"/> is none of its values.</exception>
    public ModelArtsClientOptions CreateClientOptions(SimulatorSignIn signIn)
    {
        ModelArtsClientOptions options = new()
        {
            Endpoint = Endpoint,
            ProjectId = ProjectId,
            IamEndpoint = Endpoint,
            Credential = signIn switch
            {
                SimulatorSignIn.Token => Credential,
                SimulatorSignIn.AccessKey => new AccessKeyCredential(AccessKey, SecretKey, SecurityToken),
                SimulatorSignIn.Password => new IamPasswordCredential(UserName, Password, DomainName),
                _ => throw new ArgumentOutOfRangeException(nameof(signIn), signIn, "There is no such way to sign in."),
            },
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
