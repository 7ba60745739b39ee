using System.Globalization;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing;

/// <summary>
/// A request that the simulator answered, or a connection that a fault struck. Holds no header, no query and no body, and so no secret.
/// </summary>
public sealed record SimulatorJournalEntry
{
    /// <summary>When it was answered or struck, by the simulator's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The HTTP method; empty for a connection.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it was sent, escapes included, without the query; empty for a connection.</summary>
    public required string Path { get; init; }

    /// <summary>What it asked for.</summary>
    public required SimulatorOperation Operation { get; init; }

    /// <summary>The HTTP status of the answer as the client is sent it; 0 where a fault lets it be sent none.</summary>
    public required int StatusCode { get; init; }

    /// <summary>The <c>X-Request-Id</c> of the answer; empty for a connection.</summary>
    public required string RequestId { get; init; }

    /// <summary>The name of the user whose token, key or password it came with; <see langword="null"/> where that is nobody's.</summary>
    public string? Caller { get; init; }

    /// <summary>The access key that it was signed with; <see langword="null"/> where it was not, or not well.</summary>
    public string? AccessKey { get; init; }

    /// <summary>What was made of the way in which it was authenticated.</summary>
    public SimulatorAuthentication Authentication { get; init; }

    /// <summary>The error code of the service's answer; <see langword="null"/> where it is a success, or was not asked.</summary>
    public ModelArtsErrorCode? ErrorCode { get; init; }

    /// <summary>The instance that it was about, whether there is one or not; <see langword="null"/> where none was named or made.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The status of that instance when the request came; <see langword="null"/> where there was none.</summary>
    public InstanceStatus? StatusBefore { get; init; }

    /// <summary>The status of that instance as it was left; <see langword="null"/> where there is none.</summary>
    public InstanceStatus? StatusAfter { get; init; }

    /// <summary>
    /// What <see cref="ModelArtsSimulator.Faults"/> decided; <see langword="null"/> where neither a rule struck nor a random mix was in force.
    /// </summary>
    public FaultDecision? Decision { get; init; }

    /// <summary>The fault that was injected; <see langword="null"/> where there was none.</summary>
    public Fault? Fault => Decision?.Fault;

    /// <summary>
    /// The HTTP status with which the service answered; <see langword="null"/> where a fault kept the request from it. Other than
    /// <see cref="StatusCode"/> only where there is a <see cref="Fault"/>.
    /// </summary>
    public int? ServiceStatusCode => Fault is null ? StatusCode : StatusBehindFault;

    /// <summary>Whether the service did what was asked, whatever the client got to see of it.</summary>
    public bool Committed => ServiceStatusCode is >= 200 and < 300;

    internal int? StatusBehindFault { get; init; }

    /// <summary>The entry in one line.</summary>
    public override string ToString()
    {
        string states = StatusBefore == StatusAfter ? $"{StatusAfter}" : $"{StatusBefore} > {StatusAfter}";
        string refusal = StatusCode is 401 or 403 && Fault is null ? $" ({Authentication})" : "";
        string answer = StatusCode == 0 ? "no answer" : StatusCode.ToString(CultureInfo.InvariantCulture);
        string fault = Fault is null ? "" : $" [{Decision}; {Behind()}]";
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{Time:HH:mm:ss.fff} {Operation}: {Method} {Path} -> {answer} {ErrorCode} {InstanceId} {states}{refusal}{fault}");
        return string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private string Behind() => ServiceStatusCode is { } status
        ? string.Create(CultureInfo.InvariantCulture, $"the service answered {status}")
        : "the service was not asked";
}
