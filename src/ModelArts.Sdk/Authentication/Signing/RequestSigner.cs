using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>
/// <c>SDK-HMAC-SHA256</c> in its two schemes. Depends on nothing but what is passed in: no clock, no culture, no state.
/// </summary>
internal static class RequestSigner
{
    /// <summary>Enough for a usual request; a security token makes the buffer move to rented memory.</summary>
    private const int UsualLength = 1024;

    /// <summary>The value of <c>X-Sdk-Date</c>: UTC, in the calendar of the wire whatever that of the current culture is.</summary>
    public static string FormatDate(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Signs a request, by the scheme that the key is for.</summary>
    /// <param name="request">The request, with its date.</param>
    /// <param name="key">Whose request it is; a derived key is of the day of that date.</param>
    /// <returns>The value of <c>Authorization</c>.</returns>
    /// <exception cref="ArgumentException">The request has no date.</exception>
    public static string Sign(in RequestParts request, SigningKey key)
    {
        string date = request.Headers.Find(SignedHeaders.Date) ?? throw new ArgumentException("A request is signed with its date.", nameof(request));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Utf8Buffer text = new(stackalloc byte[UsualLength]);
        try
        {
            AppendCanonicalRequest(ref text, request, collapseSpaces: key.Scope is not null);
            SHA256.HashData(text.Written, hash);

            text.Clear();
            AppendStringToSign(ref text, date, key.Scope, hash);
            key.Sign(text.Written, hash);

            text.Clear();
            AppendAuthorization(ref text, request.Headers, key, hash);
            return Encoding.UTF8.GetString(text.Written);
        }
        finally
        {
            text.Dispose();
        }
    }

    private static void AppendCanonicalRequest(ref Utf8Buffer text, in RequestParts request, bool collapseSpaces)
    {
        text.Append(request.Method.ToUpperInvariant());
        text.Append((byte)'\n');

        int question = request.Target.IndexOf('?', StringComparison.Ordinal);
        CanonicalPath.Append(ref text, question < 0 ? request.Target : request.Target.AsSpan(0, question));
        text.Append((byte)'\n');
        CanonicalQuery.Append(ref text, question < 0 ? default : request.Target.AsSpan(question + 1));
        text.Append((byte)'\n');

        request.Headers.AppendLines(ref text, collapseSpaces);
        text.Append((byte)'\n');
        request.Headers.AppendNames(ref text);
        text.Append((byte)'\n');

        if (request.Headers.Find(SignedHeaders.ContentHash) is { } given)
        {
            // Said by whoever made the request, such as UNSIGNED-PAYLOAD; the header itself is signed.
            text.Append(given);
        }
        else if (request.Body.IsEmpty)
        {
            // The SHA-256 of nothing, which every get would compute anew.
            text.Append("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"u8);
        }
        else
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(request.Body, hash);
            text.AppendHex(hash);
        }
    }

    private static void AppendStringToSign(ref Utf8Buffer text, string date, string? scope, ReadOnlySpan<byte> hash)
    {
        text.Append("SDK-HMAC-SHA256\n"u8);
        text.Append(date);
        text.Append((byte)'\n');
        if (scope is not null)
        {
            text.Append(scope);
            text.Append((byte)'\n');
        }

        text.AppendHex(hash);
    }

    private static void AppendAuthorization(ref Utf8Buffer text, SignedHeaders headers, SigningKey key, ReadOnlySpan<byte> signature)
    {
        text.Append(key.Scope is null ? "SDK-HMAC-SHA256 Access="u8 : "SDK-HMAC-SHA256 Credential="u8);
        text.Append(key.AccessKey);
        if (key.Scope is { } scope)
        {
            text.Append((byte)'/');
            text.Append(scope);
        }

        text.Append(", SignedHeaders="u8);
        headers.AppendNames(ref text);
        text.Append(", Signature="u8);
        text.AppendHex(signature);
    }
}
