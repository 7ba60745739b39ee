using System.Diagnostics;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The secret by which a Git repository or object storage is reached. Mirrors Table 30 of the API.</summary>
/// <remarks>
/// The secrets can be read here and nowhere else: they are left out of <see cref="ToString"/>, and they are read from JSON
/// but never written to it. Unlike the other records this one does not keep unknown fields, which may be secrets too.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record RepositoryCredential
{
    /// <summary>The private SSH key.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? SshPrivateKey { get; init; }

    /// <summary>The OAuth token of the repository's host.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public string? AccessToken { get; init; }

    /// <summary>Says which secrets there are, and none of them.</summary>
    public override string ToString() =>
        $"RepositoryCredential {{ SshPrivateKey = {Describe(SshPrivateKey)}, AccessToken = {Describe(AccessToken)} }}";

    private static string Describe(string? secret) => secret is null ? "none" : "***";
}
