using System.Diagnostics.CodeAnalysis;

namespace ModelArts.Sdk.Testing.Authentication;

/// <summary>The <c>Authorization</c> of a signed request, in either form.</summary>
/// <param name="AccessKey">The access key.</param>
/// <param name="Scope">Day, region and service of the form <c>Credential=</c>; <see langword="null"/> in the form <c>Access=</c>.</param>
/// <param name="SignedHeaders">The names of the headers that are signed, lower-case and in order.</param>
/// <param name="Signature">The signature.</param>
internal sealed record SignatureHeader(string AccessKey, SignatureScope? Scope, IReadOnlyList<string> SignedHeaders, string Signature)
{
    private const string Algorithm = "SDK-HMAC-SHA256 ";

    public static bool IsIn(string authorization) => authorization.StartsWith("SDK-HMAC-", StringComparison.Ordinal);

    public static bool TryParse(string authorization, [NotNullWhen(true)] out SignatureHeader? header)
    {
        header = null;
        if (!authorization.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            return false;
        }

        Dictionary<string, string> parts = new(StringComparer.Ordinal);
        foreach (string part in authorization[Algorithm.Length..].Split(','))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var value] || !parts.TryAdd(name, value))
            {
                return false;
            }
        }

        if (!parts.TryGetValue("SignedHeaders", out string? names) || !parts.TryGetValue("Signature", out string? signature))
        {
            return false;
        }

        string[] signed = [.. names.ToLowerInvariant().Split(';').Order(StringComparer.Ordinal)];
        if (parts.TryGetValue("Access", out string? accessKey))
        {
            header = new SignatureHeader(accessKey, Scope: null, signed, signature);
        }
        else if (parts.TryGetValue("Credential", out string? credential) && credential.Split('/') is [var key, var day, var region, var service, "sdk_request"])
        {
            header = new SignatureHeader(key, new SignatureScope(day, region, service), signed, signature);
        }

        return header is not null;
    }
}

/// <summary>What a derived key is good for.</summary>
internal sealed record SignatureScope(string Day, string Region, string Service)
{
    public override string ToString() => $"{Day}/{Region}/{Service}/sdk_request";
}
