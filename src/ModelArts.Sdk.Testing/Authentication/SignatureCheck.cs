using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Authentication;

/// <summary>Signs a request once more, with what it says of itself, and compares.</summary>
internal sealed class SignatureCheck(KeyRing keys, TimeProvider clock)
{
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";

    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(15);

    public Verdict Check(SimulatorRequest request)
    {
        if (!SignatureHeader.TryParse(request.Authorization, out SignatureHeader? header))
        {
            return Malformed("the Authorization header is of neither form of SDK-HMAC-SHA256");
        }

        string date = request.Header("x-sdk-date");
        if (!DateTimeOffset.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            || !header.SignedHeaders.Contains("x-sdk-date"))
        {
            return Malformed("the X-Sdk-Date header is missing, not signed, or not of the form 20060102T150405Z");
        }

        if (header.SignedHeaders.FirstOrDefault(name => request.HeaderValues(name).Count == 0) is { } absent)
        {
            return Malformed($"the signed header '{absent}' is not in the request");
        }

        DateTimeOffset now = clock.GetUtcNow();
        if ((now - time).Duration() > MaxSkew)
        {
            string text = string.Create(
                CultureInfo.InvariantCulture,
                $"the time of the signature, {date}, is more than 15 minutes away from that of the server, {now.ToString(DateFormat, CultureInfo.InvariantCulture)}");
            return new Verdict(SimulatorAuthentication.SignatureOutOfTime, ServiceErrors.SignatureRefused(text));
        }

        if (keys.Find(header.AccessKey) is not { } key)
        {
            return Refused(SimulatorAuthentication.AccessKeyUnknown, "there is no such access key");
        }

        Verdict verdict = !Matches(header, key, request, date)
                ? Refused(SimulatorAuthentication.SignatureMismatch, "the signature does not match the request; check the secret access key")
            : request.Header("x-security-token") != (key.SecurityToken ?? "")
                ? Refused(SimulatorAuthentication.SecurityTokenWrong, "the security token is not that of the access key")
            : now >= key.ExpiresAt
                ? Refused(SimulatorAuthentication.AccessKeyExpired, "the temporary access key has expired")
            : new Verdict(SimulatorAuthentication.SignatureAccepted, Error: null) { AccessKey = key.AccessKey };
        return verdict with { User = key.User };
    }

    private static Verdict Malformed(string what) => Refused(SimulatorAuthentication.SignatureMalformed, what);

    private static Verdict Refused(SimulatorAuthentication authentication, string why) => new(authentication, ServiceErrors.SignatureRefused(why));

    private static bool Matches(SignatureHeader header, IssuedKey key, SimulatorRequest request, string date)
    {
        string actualHash = Hex(SHA256.HashData(request.Body.Span));
        string hash = request.Header("x-sdk-content-sha256") is { Length: > 0 } given ? given : actualHash;
        if (hash != "UNSIGNED-PAYLOAD" && hash != actualHash)
        {
            return false;
        }

        string canonical = string.Join(
            '\n',
            request.Method.ToUpperInvariant(),
            CanonicalForm.PathOf(request.Path),
            CanonicalForm.QueryOf(request.Query),
            CanonicalForm.HeadersOf(header.SignedHeaders, request.HeaderValues, collapseSpaces: header.Scope is not null),
            string.Join(';', header.SignedHeaders),
            hash);
        string canonicalHash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        byte[] secret = Encoding.UTF8.GetBytes(key.SecretKey);
        byte[] expected;
        if (header.Scope is not { } scope)
        {
            expected = Hmac(secret, $"SDK-HMAC-SHA256\n{date}\n{canonicalHash}");
        }
        else if (date.StartsWith(scope.Day + "T", StringComparison.Ordinal))
        {
            expected = Hmac(Derive(secret, scope), $"SDK-HMAC-SHA256\n{date}\n{scope}\n{canonicalHash}");
        }
        else
        {
            // A key of another day is not good for this one. Nothing is compared: an empty signature would equal an empty expectation.
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hex(expected)), Encoding.UTF8.GetBytes(header.Signature));
    }

    private static byte[] Derive(byte[] secret, SignatureScope scope) =>
        Hmac(Hmac(Hmac(Hmac([.. "SDK"u8, .. secret], scope.Day), scope.Region), scope.Service), "sdk_request");

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
}
