using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>What the metadata service answers, in either of its two forms. Classes, not records: a record would print the keys.</summary>
internal sealed class EcsKeyAnswer
{
    public EcsKey? Credential { get; init; }

    public EcsKeyInCamelCase? Credentials { get; init; }

    /// <summary>The keys in one form.</summary>
    public EcsKey? Key => Credential ?? (Credentials is { } other
        ? new EcsKey { Access = other.AccessKeyId, Secret = other.SecretAccessKey, SecurityToken = other.SecurityToken, ExpiresAt = other.Expiration }
        : null);
}

internal sealed class EcsKey
{
    public string? Access { get; init; }

    public string? Secret { get; init; }

    [JsonPropertyName("securitytoken")]
    public string? SecurityToken { get; init; }

    public string? ExpiresAt { get; init; }
}

internal sealed class EcsKeyInCamelCase
{
    [JsonPropertyName("accessKeyId")]
    public string? AccessKeyId { get; init; }

    [JsonPropertyName("secretAccessKey")]
    public string? SecretAccessKey { get; init; }

    [JsonPropertyName("securityToken")]
    public string? SecurityToken { get; init; }

    [JsonPropertyName("expiration")]
    public string? Expiration { get; init; }
}
