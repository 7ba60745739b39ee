using System.Collections.Concurrent;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Randomness;

namespace ModelArts.Sdk.Testing.Authentication;

/// <summary>An access key. A class, since a record would print the secret.</summary>
internal sealed class IssuedKey
{
    public required SimulatorUser User { get; init; }

    public required string AccessKey { get; init; }

    public required string SecretKey { get; init; }

    /// <summary>What must come with it; <see langword="null"/>: nothing may.</summary>
    public string? SecurityToken { get; init; }

    /// <summary>From when on it is refused; <see langword="null"/>: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>The access keys of a simulator: those of its users, and the temporary ones that it gave. Thread-safe.</summary>
internal sealed class KeyRing(AccountBook accounts, SimulatorRandom random)
{
    private readonly ConcurrentDictionary<string, IssuedKey> _keys = new(
        accounts.Users.Select(user => KeyValuePair.Create(user.AccessKey!, new IssuedKey
        {
            User = user,
            AccessKey = user.AccessKey!,
            SecretKey = user.SecretKey!,
            SecurityToken = user.SecurityToken,
        })),
        StringComparer.Ordinal);

    public IssuedKey IssueTemporary(SimulatorUser user, TimeSpan lifetime, DateTimeOffset now)
    {
        IssuedKey key = new()
        {
            User = user,
            AccessKey = $"TEMP{Convert.ToHexString(random.NextBytes("temporary access key", 8))}",
            SecretKey = Convert.ToHexString(random.NextBytes("temporary secret key", 20)).ToLowerInvariant(),
            SecurityToken = Convert.ToBase64String(random.NextBytes("security token", 192)),
            ExpiresAt = now + lifetime,
        };
        _keys[key.AccessKey] = key;
        return key;
    }

    /// <summary>An access key, even if its time is over; <see langword="null"/> where there is no such.</summary>
    public IssuedKey? Find(string accessKey) => _keys.GetValueOrDefault(accessKey);
}
