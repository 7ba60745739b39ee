using System.Diagnostics;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Testing;

/// <summary>How a <see cref="ModelArtsSimulator"/> is set up. Every option has a default that suits a test.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The port on 127.0.0.1. Default: 0, any port that is free.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The id of the one project that there is: 1 to 64 letters, digits, hyphens and underscores. Default: a constant of 32 digits.
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

    /// <summary>How long a token of IAM is accepted. Default: 24 hours, as in the service. More than zero, at most 24 days.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// The clock that instances live by. Default: <see langword="null"/>, the system's; then clients keep their own clock as well. A
    /// <c>FakeTimeProvider</c> moves every instance on when it is advanced, and nothing else does. Clients that
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

    /// <summary>How many instances the account may have; one more is refused (6302). Default: 10, as in the service. At least 1.</summary>
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

    /// <summary>The options without their secrets.</summary>
    public override string ToString() =>
        $"{nameof(SimulatorOptions)} {{ Port = {Port}, ProjectId = {ProjectId}, ProjectName = {ProjectName}, AccessKey = {AccessKey}, "
        + $"UserName = {UserName}, DomainName = {DomainName}, TokenLifetime = {TokenLifetime}, CreatingDuration = {CreatingDuration}, "
        + $"StartingDuration = {StartingDuration}, StoppingDuration = {StoppingDuration}, RestartingDuration = {RestartingDuration}, "
        + $"DeletingDuration = {DeletingDuration}, ActionLag = {ActionLag}, InstanceLimit = {InstanceLimit}, "
        + $"FreeCapacity = {FreeCapacity}, FreeRunDuration = {FreeRunDuration}, StartsAfterQueue = {StartsAfterQueue} }}";
}
