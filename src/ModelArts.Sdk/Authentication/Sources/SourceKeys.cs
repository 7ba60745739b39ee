namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>The access key that a source holds, with what else the source says.</summary>
internal sealed class SourceKeys
{
    private readonly string _accessKey;
    private readonly string _secretKey;
    private readonly string? _securityToken;

    /// <exception cref="ArgumentException">The keys hold characters that no key has; the message does not repeat them.</exception>
    public SourceKeys(string accessKey, string secretKey, string? securityToken, SourceSettings settings = default)
    {
        _accessKey = accessKey.Trim();
        _secretKey = secretKey.Trim();
        _securityToken = string.IsNullOrWhiteSpace(securityToken) ? null : securityToken.Trim();
        Credential = new AccessKeyCredential(_accessKey, _secretKey, _securityToken);
        Settings = settings;
    }

    public AccessKeyCredential Credential { get; }

    public SourceSettings Settings { get; }

    /// <summary>Whether both hold the same secrets, so that one would be refused as the other was.</summary>
    public bool IsSameAs(SourceKeys other) =>
        _accessKey == other._accessKey && _secretKey == other._secretKey && _securityToken == other._securityToken;

    /// <summary>Whether a request was signed with this access key, in either of the signing schemes.</summary>
    public bool HaveSigned(HttpRequestMessage request)
    {
        string? token = request.Headers.TryGetValues("X-Security-Token", out IEnumerable<string>? tokens) ? string.Concat(tokens) : null;
        return token == _securityToken
            && request.Headers.NonValidated.TryGetValues("Authorization", out var values)
            && values.ToString().Contains('=' + _accessKey, StringComparison.Ordinal);
    }
}
