using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelArts.Sdk.Tests.Authentication.Signing;

/// <summary>
/// The signature as its description reads, step by step, with strings and without a thought for speed. Written from the description
/// and not from the library's signer, which it is to agree with.
/// </summary>
internal static class NaiveSigner
{
    public static string Authorization(
        string method,
        string target,
        IEnumerable<KeyValuePair<string, string>> headers,
        byte[] body,
        string accessKey,
        string secretKey,
        bool credentialForm = false,
        string region = "",
        string service = "")
    {
        List<(string Name, string Value)> signed =
        [
            .. headers
                .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.Trim()))
                .Where(header => header.Name != "content-type" && !header.Name.Contains('_'))
                .OrderBy(header => header.Name, StringComparer.Ordinal)
                .ThenBy(header => header.Value, StringComparer.Ordinal)
                .Select(header => (header.Name, credentialForm ? Regex.Replace(header.Value, "[ \\t\\n\\f\\r]+", " ") : header.Value)),
        ];
        string date = signed.First(header => header.Name == "x-sdk-date").Value;
        string signedHeaders = string.Join(';', signed.Select(header => header.Name).Distinct());
        string payload = signed.FirstOrDefault(header => header.Name == "x-sdk-content-sha256").Value ?? Hex(SHA256.HashData(body));

        string[] pathAndQuery = target.Split('?', 2);
        string canonicalRequest = string.Join(
            '\n',
            method.ToUpperInvariant(),
            Path(pathAndQuery[0]),
            pathAndQuery.Length > 1 ? Query(pathAndQuery[1]) : "",
            string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n")),
            signedHeaders,
            payload);
        string hash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalRequest)));

        if (!credentialForm)
        {
            string text = $"SDK-HMAC-SHA256\n{date}\n{hash}";
            string signature = Hex(Hmac(Encoding.UTF8.GetBytes(secretKey), text));
            return $"SDK-HMAC-SHA256 Access={accessKey}, SignedHeaders={signedHeaders}, Signature={signature}";
        }
        else
        {
            string day = date[..8];
            string scope = $"{day}/{region}/{service}/sdk_request";
            byte[] key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("SDK" + secretKey), day), region), service), "sdk_request");
            string signature = Hex(Hmac(key, $"SDK-HMAC-SHA256\n{date}\n{scope}\n{hash}"));
            return $"SDK-HMAC-SHA256 Credential={accessKey}/{scope}, SignedHeaders={signedHeaders}, Signature={signature}";
        }
    }

    private static string Path(string path)
    {
        string canonical = string.Join('/', Uri.UnescapeDataString(path).Split('/').Select(Encode));
        return canonical.EndsWith('/') ? canonical : canonical + "/";
    }

    private static string Query(string query)
    {
        IEnumerable<string> parameters = query.Split('&')
            .Where(parameter => parameter.Length > 0)
            .Select(parameter => parameter.Split('=', 2))
            .Select(parts => (Key: Decode(parts[0]), Value: parts.Length > 1 ? Decode(parts[1]) : ""))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
            .Select(parameter => $"{Encode(parameter.Key)}={Encode(parameter.Value)}");
        return string.Join('&', parameters);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Encode(string text)
    {
        StringBuilder encoded = new();
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            char character = (char)value;
            if (value < 128 && (char.IsAsciiLetterOrDigit(character) || "-_.~".Contains(character)))
            {
                encoded.Append(character);
            }
            else
            {
                encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    private static byte[] Hmac(byte[] key, string text)
    {
        using HMACSHA256 hmac = new(key);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    private static string Hex(byte[] bytes) => string.Concat(bytes.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
}
