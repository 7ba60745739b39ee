using System.Globalization;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing;

/// <summary>A request that the simulator answered. Holds no header, no query and no body, and so no secret.</summary>
public sealed record SimulatorJournalEntry
{
    /// <summary>When it was answered, by the simulator's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it was sent, escapes included, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>What it asked for.</summary>
    public required SimulatorOperation Operation { get; init; }

    /// <summary>The HTTP status of the answer.</summary>
    public required int StatusCode { get; init; }

    /// <summary>The <c>X-Request-Id</c> of the answer.</summary>
    public required string RequestId { get; init; }

    /// <summary>The name of the user whose token, key or password it came with; <see langword="null"/> where that is nobody's.</summary>
    public string? Caller { get; init; }

    /// <summary>The access key that it was signed with; <see langword="null"/> where it was not, or not well.</summary>
    public string? AccessKey { get; init; }

    /// <summary>What was made of the way in which it was authenticated.</summary>
    public SimulatorAuthentication Authentication { get; init; }

    /// <summary>The error code of the answer; <see langword="null"/> where it is a success.</summary>
    public ModelArtsErrorCode? ErrorCode { get; init; }

    /// <summary>The instance that it was about, whether there is one or not; <see langword="null"/> where none was named or made.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The status of that instance when the request came; <see langword="null"/> where there was none.</summary>
    public InstanceStatus? StatusBefore { get; init; }

    /// <summary>The status of that instance as it was left; <see langword="null"/> where there is none.</summary>
    public InstanceStatus? StatusAfter { get; init; }

    /// <summary>The entry in one line.</summary>
    public override string ToString()
    {
        string states = StatusBefore == StatusAfter ? $"{StatusAfter}" : $"{StatusBefore} > {StatusAfter}";
        string refusal = StatusCode is 401 or 403 ? $" ({Authentication})" : "";
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{Time:HH:mm:ss.fff} {Operation}: {Method} {Path} -> {StatusCode} {ErrorCode} {InstanceId} {states}{refusal}");
        return string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
