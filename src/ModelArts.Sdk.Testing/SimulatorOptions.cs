using System.Diagnostics;
using System.Net;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Testing;

/// <summary>How a <see cref="ModelArtsSimulator"/> is set up. Every option has a default that suits a test.</summary>
public sealed record SimulatorOptions
{
    /// <summary>
    /// The address that it listens on. Default: 127.0.0.1, which nobody but this machine reaches; others are for machines that nobody
    /// else reaches either, since WireMock's admin API is open to whoever can connect.
    /// </summary>
    [JsonIgnore]
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port. Default: 0, any port that is free.</summary>
    public int Port { get; init; }

    /// <summary>
    /// What makes ids, and the keys and tokens that are left out, the same in each run: the n-th instance has the same id. Default:
    /// <see langword="null"/>, random ones.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>
    /// The file that keeps the instances, the random keys and tokens of the users, and how far the clock was moved ahead, so that the
    /// next simulator on it goes on there. Whatever was answered with success is on the disk before its client knows, whichever way the
    /// process ends. Tokens of IAM and temporary keys are not kept. Its directory must exist; a file of the same name with
    /// <c>.lock</c> at its end stays beside it. Default: <see langword="null"/>, nothing is kept.
    /// </summary>
    public string? StateFile { get; init; }

    /// <summary>
    /// The id of the first project, which is the only one unless there are <see cref="Projects"/>: 1 to 64 letters, digits, hyphens and
    /// underscores. Default: a constant of 32 digits.
    /// </summary>
    public string ProjectId { get; init; } = "5f2a9d1c4b7e4c0e9a8d3b6f1e2c7a90";

    /// <summary>The name of that project, by which IAM finds it; in the real one, that of a region. Default: <c>cn-north-4</c>.</summary>
    public string ProjectName { get; init; } = "cn-north-4";

    /// <summary>
    /// A token that is accepted as <c>X-Auth-Token</c>, forever; those that IAM gives are accepted too. Default:
    /// <see langword="null"/>, a random one.
    /// </summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? AuthToken { get; init; }

    /// <summary>The access key (AK) that requests can be signed with. Default: a constant of 20 characters.</summary>
    public string AccessKey { get; init; } = "SIMULATORACCESSKEY01";

    /// <summary>The secret of the access key (SK). Default: <see langword="null"/>, a random one.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SecretKey { get; init; }

    /// <summary>
    /// The security token that must come with signatures: the access key is a temporary one then. Default: <see langword="null"/>, a
    /// permanent one.
    /// </summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? SecurityToken { get; init; }

    /// <summary>The name of the user that IAM gives tokens to. Default: <c>simulator-user</c>.</summary>
    public string UserName { get; init; } = "simulator-user";

    /// <summary>The password of that user. Default: <see langword="null"/>, a random one.</summary>
    [JsonIgnore]
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Password { get; init; }

    /// <summary>The name of the account (domain) that the user belongs to. Default: <c>simulator-domain</c>.</summary>
    public string DomainName { get; init; } = "simulator-domain";

    /// <summary>
    /// Further projects beside that of <see cref="ProjectId"/>, of the same account or of others. All of them compete for the same
    /// machines, and those of an account share its <see cref="InstanceLimit"/>. Default: none.
    /// </summary>
    public IReadOnlyCollection<SimulatorProject> Projects { get; init; } = [];

    /// <summary>Further users beside <see cref="UserName"/>, of the same account or of others. Default: none.</summary>
    public IReadOnlyCollection<SimulatorUser> Users { get; init; } = [];

    /// <summary>How long a token of IAM is accepted. Default: 24 hours, as in the service. More than zero, at most 24 days.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a temporary key of the metadata service is accepted. Default: an hour, as on a server of the cloud. More than zero, at
    /// most 24 days.
    /// </summary>
    public TimeSpan TemporaryKeyLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The clock that instances live by. Default: <see langword="null"/>, the system's. A <c>FakeTimeProvider</c> moves every instance on
    /// when it is advanced. <see cref="ModelArtsSimulator.AdvanceAsync"/> moves ahead of either. Clients that
    /// <see cref="ModelArtsSimulator.CreateClientOptions()"/> sets up share it: give a client
    /// <see cref="System.TimeProvider.System"/> to let its pauses pass by themselves.
    /// </summary>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>How long an instance is CREATING. Default: 3 seconds. From zero to 24 days.</summary>
    public TimeSpan CreatingDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an instance is STARTING, after its creation and after each start. Default: 3 seconds. From zero to 24 days.</summary>
    public TimeSpan StartingDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an instance is STOPPING. Default: 3 seconds. From zero to 24 days.</summary>
    public TimeSpan StoppingDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long an instance is RESTARTING. Default: 3 seconds. From zero to 24 days.</summary>
    public TimeSpan RestartingDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long an instance is DELETING, before there is none any more and its name is free. Default: 3 seconds. From zero to 24 days.
    /// </summary>
    public TimeSpan DeletingDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long an instance still shows the status from before a start, stop, restart, queue, dequeue or delete, though the service has
    /// accepted that and refuses others; only then does the duration of the transition begin. Default: zero. From zero to 24 days.
    /// </summary>
    public TimeSpan ActionLag { get; init; }

    /// <summary>How many instances an account may have; one more is refused (6302). Default: 10, as in the service. At least 1.</summary>
    public int InstanceLimit { get; init; } = 10;

    /// <summary>
    /// How many instances of each free flavor (<c>….free</c>) can be active at once, from CREATING to STOPPING; more have to queue.
    /// Default: <see langword="null"/>, any number. At least 1.
    /// </summary>
    public int? FreeCapacity { get; init; }

    /// <summary>
    /// How long an instance of a free flavor runs at most, after each start; then it stops by itself. Default: an hour, as in the
    /// service. More than zero, at most 24 days.
    /// </summary>
    public TimeSpan FreeRunDuration { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether an instance whose turn in the queue has come goes on to STARTING by itself. Otherwise it stays READY_TO_START, and keeps
    /// its place, until it is started or dequeued. Default: <see langword="true"/>.
    /// </summary>
    public bool StartsAfterQueue { get; init; } = true;

    /// <summary>Flavors that are sold out: no instance of theirs can be created (6329). Default: none.</summary>
    public IReadOnlyCollection<string> SoldOutFlavors { get; init; } = [];

    /// <summary>
    /// How many instances of a flavor can be active at once, from CREATING to STOPPING, by the name of the flavor. One more is refused
    /// as sold out (6329), be it created or started; of a free flavor it has to queue, and this counts instead of
    /// <see cref="FreeCapacity"/>. Default: empty, any number. At least 1 each.
    /// </summary>
    public IReadOnlyDictionary<string, int> FlavorCapacities { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// How many requests a user may send in a <see cref="RateLimitWindow"/>; one more is refused with 429 and a <c>Retry-After</c>. The
    /// headers <c>X-ratelimit</c>, <c>X-ratelimit-used</c> (what is left, in spite of its name) and <c>X-ratelimit-window</c> say how it
    /// stands. Default: a million, more than a test will send. At least 1.
    /// </summary>
    public int RateLimit { get; init; } = 1_000_000;

    /// <summary>What <see cref="RateLimit"/> is counted by, on the simulator's clock. Default: minutes.</summary>
    public SimulatorRateLimitWindow RateLimitWindow { get; init; }

    /// <summary>
    /// Whether the <c>id</c> of an answer's <c>profile</c> is a UUID, the same one for each profile, as the service has been seen to
    /// answer; its <c>name</c> still repeats the <c>profile_id</c> that was sent. Default: <see langword="false"/>, both repeat it.
    /// </summary>
    public bool UsesProfileUuids { get; init; }

    /// <summary>How long each answer takes, also that of a fault (beside its own delay), on the simulator's clock. Default: zero. From zero to 24 days.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>
    /// How many requests <see cref="ModelArtsSimulator.Journal"/> keeps at least; older ones are forgotten in time. Default:
    /// <see langword="null"/>, all of them, as a test wants it. At least 1.
    /// </summary>
    public int? JournalCapacity { get; init; }

    /// <summary>
    /// Whether WireMock's own request log, <c>LogEntries</c> of <see cref="ModelArtsSimulator.Server"/>, has the requests that the
    /// simulator answers too: the last thousand, whole, with the tokens and signatures in their headers. For tests that look at headers.
    /// Default: <see langword="false"/>, those of your stubs only.
    /// </summary>
    public bool LogsRequests { get; init; }

    /// <summary>
    /// Whether there is a page at <c>/</c> that shows a browser the instances, the queue and the last requests. It shows no secrets, and
    /// asks nobody who they are. Default: <see langword="false"/>.
    /// </summary>
    public bool ServeDashboard { get; init; }

    /// <summary>The options without their secrets.</summary>
    public override string ToString() =>
        $"{nameof(SimulatorOptions)} {{ Address = {Address}, Port = {Port}, Seed = {Seed}, StateFile = {StateFile}, ProjectId = {ProjectId}, "
        + $"ProjectName = {ProjectName}, AccessKey = {AccessKey}, UserName = {UserName}, DomainName = {DomainName}, "
        + $"Projects = {Projects?.Count}, Users = {Users?.Count}, TokenLifetime = {TokenLifetime}, "
        + $"TemporaryKeyLifetime = {TemporaryKeyLifetime}, CreatingDuration = {CreatingDuration}, "
        + $"StartingDuration = {StartingDuration}, StoppingDuration = {StoppingDuration}, RestartingDuration = {RestartingDuration}, "
        + $"DeletingDuration = {DeletingDuration}, ActionLag = {ActionLag}, InstanceLimit = {InstanceLimit}, "
        + $"FreeCapacity = {FreeCapacity}, FreeRunDuration = {FreeRunDuration}, StartsAfterQueue = {StartsAfterQueue}, "
        + $"RateLimit = {RateLimit}, RateLimitWindow = {RateLimitWindow}, UsesProfileUuids = {UsesProfileUuids}, Latency = {Latency}, JournalCapacity = {JournalCapacity}, "
        + $"LogsRequests = {LogsRequests}, ServeDashboard = {ServeDashboard} }}";
}
