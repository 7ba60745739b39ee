using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>How a Git repository is reached. Mirrors Table 29 of the API.</summary>
public sealed record RepositoryConnection : WireRecord
{
    /// <summary>The protocol.</summary>
    public RepositoryProtocol? Protocol { get; init; }

    /// <summary>The address, as the service gives it: an SSH address is not a URI.</summary>
    public string? Url { get; init; }

    /// <summary>The credential.</summary>
    public RepositoryCredential? Credential { get; init; }
}
