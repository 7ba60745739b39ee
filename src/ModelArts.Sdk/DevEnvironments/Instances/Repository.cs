using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The Git repository of an instance. Mirrors Table 28 of the API.</summary>
public sealed record Repository : WireRecord
{
    /// <summary>The id of the repository.</summary>
    public string? Id { get; init; }

    /// <summary>The branch.</summary>
    public string? Branch { get; init; }

    /// <summary>The user name for commits.</summary>
    public string? UserName { get; init; }

    /// <summary>The e-mail address for commits.</summary>
    public string? UserEmail { get; init; }

    /// <summary>Where it is hosted.</summary>
    public RepositoryType? Type { get; init; }

    /// <summary>How it is reached.</summary>
    public RepositoryConnection? ConnectionInfo { get; init; }
}
