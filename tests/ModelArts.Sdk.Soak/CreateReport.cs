using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Soak;

/// <summary>How a create ended, by what its caller was told.</summary>
internal enum ReportedOutcome
{
    /// <summary>There is an instance, and it is this caller's.</summary>
    Created,

    /// <summary>Nothing was created for this caller.</summary>
    Refused,

    /// <summary>The SDK does not know.</summary>
    Unknown,

    /// <summary>Something else than the SDK promises.</summary>
    Foreign,
}

/// <summary>What the SDK told a caller about a name.</summary>
internal sealed record CreateReport
{
    public required string Name { get; init; }

    public required ReportedOutcome Outcome { get; init; }

    public string? InstanceId { get; init; }

    public bool WasReconciled { get; init; }

    public Exception? Failure { get; init; }

    /// <summary>Whether <see cref="DevEnvironmentsClient.FindByNameAsync(string, CancellationToken)"/> answered what the create could not.</summary>
    public bool WasResolved { get; init; }

    /// <summary>Whether the SDK reported that the instance is gone.</summary>
    public bool WasDeleted { get; init; }

    /// <summary>A failure of a later call that was not of the SDK's own.</summary>
    public Exception? LaterFailure { get; init; }
}
