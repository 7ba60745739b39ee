using System.Security.Cryptography;
using System.Text;

namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>An access key and its secret, encoded once. Shows neither.</summary>
internal sealed class SigningKey
{
    private const string DerivationPrefix = "SDK";

    // One array for both schemes: the second one's chain begins with the prefix, the first one signs with what follows it.
    private readonly byte[] _secret;

    public SigningKey(string accessKey, string secretKey)
    {
        AccessKey = accessKey;
        _secret = Encoding.UTF8.GetBytes(DerivationPrefix + secretKey);
    }

    public string AccessKey { get; }

    /// <summary>Signs with the secret itself.</summary>
    public void Sign(ReadOnlySpan<byte> text, Span<byte> signature) =>
        HMACSHA256.HashData(_secret.AsSpan(DerivationPrefix.Length), text, signature);

    /// <summary>Signs with a key that is derived for a day, a region and a service.</summary>
    public void SignDerived(ReadOnlySpan<byte> text, in SigningScope scope, Span<byte> signature)
    {
        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Utf8Buffer step = new(stackalloc byte[64]);
        Derive(_secret, scope.Day, ref step, key);
        Derive(key, scope.Region, ref step, key);
        Derive(key, scope.Service, ref step, key);
        Derive(key, SigningScope.Terminator, ref step, key);
        HMACSHA256.HashData(key, text, signature);
        CryptographicOperations.ZeroMemory(key);
        step.Dispose();
    }

    private static void Derive(ReadOnlySpan<byte> key, ReadOnlySpan<char> step, ref Utf8Buffer text, Span<byte> derived)
    {
        text.Clear();
        text.Append(step);
        HMACSHA256.HashData(key, text.Written, derived);
    }
}
