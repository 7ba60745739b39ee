using System.Security.Cryptography;
using System.Text;

namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>An access key and what it signs with: its secret, or a key that is derived from the secret for a scope. Shows neither.</summary>
internal sealed class SigningKey
{
    private readonly byte[] _key;

    // A hash that has taken the key in already, while nobody uses it: setting up a new one is half the cost of a signature's HMAC.
    private IncrementalHash? _spare;

    /// <summary>Makes the key of <see cref="SigningScheme.Access"/>.</summary>
    public SigningKey(string accessKey, string secretKey)
        : this(accessKey, Encoding.UTF8.GetBytes(secretKey), scope: null)
    {
    }

    private SigningKey(string accessKey, byte[] key, string? scope)
    {
        AccessKey = accessKey;
        Scope = scope;
        _key = key;
    }

    public string AccessKey { get; }

    /// <summary>What a derived key is good for, <c>day/region/service/sdk_request</c>; <see langword="null"/> for the secret itself.</summary>
    public string? Scope { get; }

    /// <summary>Derives the key of <see cref="SigningScheme.CredentialScope"/>.</summary>
    /// <param name="day">The day of the request's date, as <c>yyyyMMdd</c>.</param>
    /// <param name="region">The id of the region; may be empty.</param>
    /// <param name="service">The name of the service; may be empty.</param>
    public SigningKey Derive(string day, string region, string service)
    {
        const string Terminator = "sdk_request";
        byte[] key = [.. "SDK"u8, .. _key];
        foreach (string step in (ReadOnlySpan<string>)[day, region, service, Terminator])
        {
            byte[] next = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
            CryptographicOperations.ZeroMemory(key);
            key = next;
        }

        return new SigningKey(AccessKey, key, $"{day}/{region}/{service}/{Terminator}");
    }

    public void Sign(ReadOnlySpan<byte> text, Span<byte> signature)
    {
        // Whoever comes while another signs makes one of his own; all but one are let go afterwards.
        IncrementalHash hash = Interlocked.Exchange(ref _spare, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(text);
        hash.GetHashAndReset(signature);
        Interlocked.Exchange(ref _spare, hash)?.Dispose();
    }
}
