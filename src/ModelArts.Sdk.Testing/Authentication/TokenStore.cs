using System.Collections.Concurrent;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Randomness;

namespace ModelArts.Sdk.Testing.Authentication;

/// <summary>A token that was given. A class, since it holds a user with secrets.</summary>
/// <param name="user">Who it was given to.</param>
/// <param name="projectId">The project that it is for; <see langword="null"/>: none.</param>
/// <param name="expiresAt">From when on it is refused; <see langword="null"/>: never.</param>
internal sealed class IssuedToken(SimulatorUser user, string? projectId, DateTimeOffset? expiresAt)
{
    public SimulatorUser User => user;

    public string? ProjectId => projectId;

    public DateTimeOffset? ExpiresAt => expiresAt;
}

/// <summary>The tokens of a simulator: those of its users, and those that it gave. Thread-safe.</summary>
internal sealed class TokenStore(AccountBook accounts, SimulatorRandom random, TimeSpan lifetime)
{
    /// <summary>Tokens of the real service are longer still.</summary>
    private const int TokenBytes = 768;

    private readonly ConcurrentDictionary<string, IssuedToken> _tokens = new(
        accounts.Users.Select(user => KeyValuePair.Create(user.AuthToken!, new IssuedToken(user, user.ProjectId, expiresAt: null))), StringComparer.Ordinal);

    public (string Value, DateTimeOffset ExpiresAt) Issue(SimulatorUser user, string? projectId, DateTimeOffset now)
    {
        string value = Convert.ToBase64String(random.NextBytes("token of IAM", TokenBytes));
        DateTimeOffset expiresAt = now + lifetime;
        _tokens[value] = new IssuedToken(user, projectId, expiresAt);
        return (value, expiresAt);
    }

    /// <summary>A token that was given, even if its time is over; <see langword="null"/> where it was not.</summary>
    public IssuedToken? Find(string token) => _tokens.GetValueOrDefault(token);
}
