using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ModelArts.Sdk.Testing.Authentication;

/// <summary>A token that was given.</summary>
/// <param name="ExpiresAt">From when on it is refused; <see langword="null"/>: never.</param>
/// <param name="HasProject">Whether it is for the project.</param>
internal sealed record IssuedToken(DateTimeOffset? ExpiresAt, bool HasProject);

/// <summary>The tokens of a simulator: the one of its options, and those that it gave. Thread-safe.</summary>
internal sealed class TokenStore(SimulatorAccount account, SimulatorOptions options, TimeProvider clock)
{
    /// <summary>Tokens of the real service are longer still.</summary>
    private const int TokenBytes = 768;

    private readonly ConcurrentDictionary<string, IssuedToken> _tokens =
        new([KeyValuePair.Create(account.Token, new IssuedToken(ExpiresAt: null, HasProject: true))], StringComparer.Ordinal);

    public (string Value, DateTimeOffset ExpiresAt) Issue(bool hasProject, DateTimeOffset now)
    {
        string value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes));
        DateTimeOffset expiresAt = now + options.TokenLifetime;
        _tokens[value] = new IssuedToken(expiresAt, hasProject);
        return (value, expiresAt);
    }

    public SimulatorAuthentication Check(string token) =>
        !_tokens.TryGetValue(token, out IssuedToken? issued) ? SimulatorAuthentication.TokenUnknown
        : clock.GetUtcNow() >= issued.ExpiresAt ? SimulatorAuthentication.TokenExpired
        : issued.HasProject ? SimulatorAuthentication.TokenAccepted
        : SimulatorAuthentication.TokenWithoutProject;
}
