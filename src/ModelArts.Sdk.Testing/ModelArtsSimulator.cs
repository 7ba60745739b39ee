using System.Diagnostics;
using System.Text.Json.Serialization;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Hosting;
using ModelArts.Sdk.Testing.Persistence;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;
using ModelArts.Sdk.Testing.Time;
using WireMock.Server;

namespace ModelArts.Sdk.Testing;

/// <summary>
/// A stand-in for the development environments of ModelArts, for tests and demos: an HTTP server on this machine that speaks the
/// service's wire form, keeps its rules and moves its instances from status to status. Thread-safe; any number can run at once.
/// </summary>
/// <remarks>
/// It does all that the service documents for these instances, the calls of IAM that clients need (tokens for a password, temporary
/// keys for a token, and which projects and which account are whose), and the two of a cloud server's metadata service that lead to a
/// temporary key. Whatever else it is asked, it answers 501 and says so in the <see cref="Journal"/>. It has one account with one user
/// and one project unless the options name more, and believes neither token nor signature unseen; the <c>Date</c> of all its answers,
/// those of your stubs too, is that of its clock.
/// </remarks>
/// <example>
/// <code>
/// await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync();
/// using ModelArtsClient client = new(simulator.CreateClientOptions());
/// </code>
/// </example>
public sealed class ModelArtsSimulator : IAsyncDisposable
{
    private static readonly TimeSpan MaxOffset = TimeSpan.FromDays(3650);

    private readonly SimulatorHost _host;
    private readonly Rehearsal _rehearsal;
    private readonly SimulatedService _service;
    private readonly SimulatorClock _clock;
    private readonly InstanceStore _store;
    private readonly StateFile? _file;
    private readonly SemaphoreSlim _advancing = new(1);
    private int _disposed;

    private ModelArtsSimulator(SimulatorParts parts, SimulatorHost host, Rehearsal rehearsal)
    {
        (_service, _clock, _store, _file) = (parts.Service, parts.Clock, parts.Store, parts.File);
        Users = parts.Accounts.Users;
        Projects = parts.Accounts.Projects;
        Credential = new AuthTokenCredential(AuthToken);
        Journal = parts.Journal;
        Faults = parts.Faults;
        (_host, _rehearsal) = (host, rehearsal);
        Endpoint = parts.EndpointAt(host.Server.Port);
    }

    /// <summary>Where it listens: <c>http://127.0.0.1</c> with a port, or where <see cref="SimulatorOptions.Address"/> says.</summary>
    public Uri Endpoint { get; }

    /// <summary>The id of the first project.</summary>
    public string ProjectId => Projects[0].Id;

    /// <summary>The name of that project, by which IAM finds it.</summary>
    public string ProjectName => Projects[0].Name;

    /// <summary>Every project: that of the options, and then <see cref="SimulatorOptions.Projects"/>.</summary>
    public IReadOnlyList<SimulatorProject> Projects { get; }

    /// <summary>
    /// Every user with its secrets, those that were made up too: that of the options, and then <see cref="SimulatorOptions.Users"/>.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<SimulatorUser> Users { get; }

    /// <summary>A token of the first user that is accepted as <c>X-Auth-Token</c>, forever; for clients other than this SDK's.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string AuthToken => Users[0].AuthToken!;

    /// <summary>The access key (AK) of the first user, that requests can be signed with.</summary>
    public string AccessKey => Users[0].AccessKey!;

    /// <summary>The secret of <see cref="AccessKey"/> (SK).</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string SecretKey => Users[0].SecretKey!;

    /// <summary>The security token that must come with signatures; <see langword="null"/> where the access key is a permanent one.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SecurityToken => Users[0].SecurityToken;

    /// <summary>The first user, that IAM gives tokens to.</summary>
    public string UserName => Users[0].Name;

    /// <summary>The password of <see cref="UserName"/>.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Password => Users[0].Password!;

    /// <summary>The account (domain) that <see cref="UserName"/> belongs to.</summary>
    public string DomainName => Users[0].DomainName!;

    /// <summary>The credential that holds <see cref="AuthToken"/>.</summary>
    public ModelArtsCredential Credential { get; }

    /// <summary>
    /// The clock that it lives by: <see cref="SimulatorOptions.TimeProvider"/> or the system's, and ahead of that by what
    /// <see cref="AdvanceAsync"/> has moved it. For clients that <see cref="CreateClientOptions()"/> does not set up.
    /// </summary>
    public TimeProvider TimeProvider => _clock;

    /// <summary>Every instance of every project as a client would read it now, in the order of creation. A snapshot.</summary>
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
    /// Resetting it takes your stubs away, and leaves the simulator and its instances as they are. Its request log has the last thousand
    /// requests that your stubs answered; those that the simulator answered are in the <see cref="Journal"/>, and in that log only with
    /// <see cref="SimulatorOptions.LogsRequests"/>. Delays and other settings of it are for your stubs.
    /// </summary>
    public WireMockServer Server => _host.Server;

    /// <summary>Starts a simulator. Dispose of it to free its port.</summary>
    /// <param name="options">How it is set up. Default: on a free port, with a random token, on the system's clock.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>A simulator that listens.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> hold an impossible value; the message lists all of them.</exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="SimulatorOptions.Port"/> is in use, <see cref="SimulatorOptions.Address"/> is none of this machine's, or
    /// <see cref="SimulatorOptions.StateFile"/> is in use or cannot be opened.
    /// </exception>
    /// <exception cref="InvalidDataException"><see cref="SimulatorOptions.StateFile"/> is no state file, or damaged before its end.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<ModelArtsSimulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        Rehearsal rehearsal = Rehearsal.Begin();
        SimulatorParts? parts = null;
        try
        {
            SimulatorOptionsRules.ThrowIfInvalid(options, nameof(options));
            cancellationToken.ThrowIfCancellationRequested();
            parts = SimulatorParts.Assemble(options);
            rehearsal.GoOnWith(parts.Network);
            return new ModelArtsSimulator(parts, await SimulatorHost.StartAsync(parts, options, cancellationToken).ConfigureAwait(false), rehearsal);
        }
        catch
        {
            parts?.File?.Dispose();
            await rehearsal.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Moves its clock ahead: instances go on as if that much time had passed, and so do clients that share the clock. It goes from one
    /// of their pauses to the next, and lets them do their work in between: a wait looks as often as it would have in that time. What
    /// clients do beside requests and pauses cannot be seen; one that has done neither for 20 ms of real time, on a busy
    /// machine 100 or more, is taken to be at rest. A request that is being answered is waited for, unless that takes over a second.
    /// </summary>
    /// <param name="by">How far: from zero to 3,650 days in all.</param>
    /// <param name="cancellationToken">Cancels the move, which may have gone part of the way.</param>
    /// <returns>A task that ends when everything is there, and the clients are at rest.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative, or leads too far ahead.</exception>
    /// <exception cref="IOException"><see cref="SimulatorOptions.StateFile"/> cannot be written; the clock stands where it did.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, MaxOffset - _clock.Offset);

        return AdvanceInTurnAsync(by, cancellationToken);
    }

    /// <summary>
    /// Makes options for a client of this simulator; change what you like. The client shares the <see cref="TimeProvider"/>, so that
    /// moving it ahead ends pauses as well.
    /// </summary>
    /// <returns>New options, complete.</returns>
    public ModelArtsClientOptions CreateClientOptions() => CreateClientOptions(SimulatorSignIn.Token);

    /// <summary>
    /// Makes options for a client of this simulator that authenticates in a way of your choice; change what you like. The client
    /// shares the <see cref="TimeProvider"/>, and asks the simulator where it would ask IAM or the metadata service of a server.
    /// </summary>
    /// <param name="signIn">How it authenticates.</param>
    /// <returns>New options, complete.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="signIn"/> is none of its values.</exception>
    public ModelArtsClientOptions CreateClientOptions(SimulatorSignIn signIn) => CreateClientOptions(Users[0], signIn);

    /// <summary>
    /// Makes options for a client of this simulator that is one of its <see cref="Users"/>; change what you like. It asks for the user's
    /// project. The client shares the <see cref="TimeProvider"/>, and asks the simulator where it would ask IAM.
    /// </summary>
    /// <param name="user">Who it is: one of <see cref="Users"/>.</param>
    /// <param name="signIn">How it authenticates. The metadata service speaks for the first user only.</param>
    /// <returns>New options, complete.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="user"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="user"/> is none of <see cref="Users"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="signIn"/> is none of its values, or <see cref="SimulatorSignIn.EcsMetadata"/> for another than the first user.
    /// </exception>
    public ModelArtsClientOptions CreateClientOptions(SimulatorUser user, SimulatorSignIn signIn = SimulatorSignIn.Token)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (!Users.Contains(user))
        {
            throw new ArgumentException("The simulator has no such user. Take one of ModelArtsSimulator.Users, which has the secrets filled in.", nameof(user));
        }

        return new ModelArtsClientOptions
        {
            Endpoint = Endpoint,
            ProjectId = user.ProjectId,
            IamEndpoint = Endpoint,
            Credential = signIn switch
            {
                SimulatorSignIn.Token => user == Users[0] ? Credential : new AuthTokenCredential(user.AuthToken!),
                SimulatorSignIn.AccessKey => new AccessKeyCredential(user.AccessKey!, user.SecretKey!, user.SecurityToken),
                SimulatorSignIn.Password => new IamPasswordCredential(user.Name, user.Password!, user.DomainName!),

                // The one credential that no public constructor leads elsewhere, and rightly: it must not be led to a stranger.
                SimulatorSignIn.EcsMetadata when user == Users[0] => new EcsMetadataCredential(Endpoint, network: null),
                _ => throw new ArgumentOutOfRangeException(nameof(signIn), signIn, "There is no such way to sign in for this user."),
            },
            AllowInsecureHttp = true,
            TimeProvider = _clock,
        };
    }

    private async Task AdvanceInTurnAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        await _advancing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // The file blocks.
            await Task.Run(() => _store.KeepOffset(_clock.Offset + by), cancellationToken).ConfigureAwait(false);
            try
            {
                await _clock.AdvanceAsync(by, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                await Task.Run(() => _store.KeepOffset(_clock.Offset), CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }
        finally
        {
            _advancing.Release();
        }
    }

    /// <summary>Stops listening, and frees the port and the state file. What was journaled, and the instances, can still be read.</summary>
    /// <returns>A task that ends when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await _rehearsal.DisposeAsync().ConfigureAwait(false);
            await _host.DisposeAsync().ConfigureAwait(false);
            _file?.Dispose();
        }
    }
}
