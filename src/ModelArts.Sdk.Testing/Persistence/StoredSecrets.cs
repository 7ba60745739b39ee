using System.Collections.Concurrent;

namespace ModelArts.Sdk.Testing.Persistence;

/// <summary>The secrets that a simulator has made up, each by what it is for: those of an earlier run are used again. Thread-safe.</summary>
internal sealed class StoredSecrets(IEnumerable<KeyValuePair<string, string>> known)
{
    private readonly ConcurrentDictionary<string, string> _byPurpose = new(known, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> All => _byPurpose;

    public string GetOrAdd(string purpose, Func<string> make) => _byPurpose.GetOrAdd(purpose, _ => make());
}
