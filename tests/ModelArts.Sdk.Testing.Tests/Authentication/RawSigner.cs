using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelArts.Sdk.Testing.Tests.Authentication;

/// <summary>Signs a request as a client of a few lines would: for a path and a query that need no escaping.</summary>
internal sealed record RawSigner
{
    public required string AccessKey { get; init; }

    public required string SecretKey { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary><c>day/region/service/sdk_request</c> for the form with a derived key.</summary>
    public string? Scope { get; init; }

    /// <summary>Headers that are set and signed beside host and date; lower-case.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>What is signed in place of the hash of the body.</summary>
    public string? PayloadHash { get; init; }

    public string Date => Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public HttpRequestMessage Sign(HttpMethod method, Uri uri, string body = "")
    {
        HttpRequestMessage request = new(method, uri);
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        (string Name, string Value)[] headers = [("host", uri.Authority), ("x-sdk-date", Date), .. Headers];
        Array.Sort(headers, (one, other) => string.CompareOrdinal(one.Name, other.Name));
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        string names = string.Join(';', headers.Select(header => header.Name));
        string canonical = $"{method}\n{uri.AbsolutePath}/\n{uri.Query.TrimStart('?')}\n"
            + $"{string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n"))}\n{names}\n{PayloadHash ?? Hash(body)}";
        string toSign = $"SDK-HMAC-SHA256\n{Date}\n{(Scope is null ? "" : $"{Scope}\n")}{Hash(canonical)}";
        byte[] key = Encoding.UTF8.GetBytes(Scope is null ? SecretKey : $"SDK{SecretKey}");
        foreach (string step in Scope?.Split('/') ?? [])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        string signature = Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))).ToLowerInvariant();
        string credential = Scope is null ? $"Access={AccessKey}" : $"Credential={AccessKey}/{Scope}";
        request.Headers.TryAddWithoutValidation("Authorization", $"SDK-HMAC-SHA256 {credential}, SignedHeaders={names}, Signature={signature}");
        return request;
    }

    public static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
}
