using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelArts.Sdk.Telemetry;

/// <summary>Frees text that came from outside of what must not be shown.</summary>
internal static partial class SecretRedactor
{
    private const string Mask = "***";

    /// <summary>The request headers whose values may be shown. Whatever is not named here is taken for a secret.</summary>
    private static readonly HashSet<string> PublicHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Content-Length", "Content-Type", "Host", "User-Agent",
        "X-Project-Id", "X-Request-Id", "X-Sdk-Date", "X-ratelimit", "X-ratelimit-used", "X-ratelimit-window", "Retry-After", "Date",
    };

    /// <summary>On a request: a secret that its body carries, which an answer might repeat.</summary>
    public static readonly HttpRequestOptionsKey<string> SecretInBody = new("ModelArts.SecretInBody");

    /// <summary>Whether the value of a header may be shown.</summary>
    public static bool IsPublicHeader(string name) => PublicHeaders.Contains(name);

    /// <summary>
    /// Masks what the request carried as a secret, wherever the text repeats it, and what stands behind a name that
    /// sounds like a secret's.
    /// </summary>
    public static string Redact(string text, HttpRequestMessage? request)
    {
        if (request is not null)
        {
            foreach ((string name, IEnumerable<string> values) in request.Headers)
            {
                if (!IsPublicHeader(name))
                {
                    foreach (string value in values)
                    {
                        // What is shorter is no secret, and to mask every "1" for a header that says 1 would leave nothing to read.
                        text = value.Length >= 4 ? MaskSpellings(text, value) : text;

                        // The gateway names the access key ("ak … not exist"), which stands within the header.
                        foreach (Match part in SignaturePart().Matches(value))
                        {
                            text = text.Replace(part.Value, Mask, StringComparison.Ordinal);
                        }
                    }
                }
            }

            if (request.Options.TryGetValue(SecretInBody, out string? secret))
            {
                text = MaskSpellings(text, secret);
            }
        }

        return NamedSecret().Replace(text, "${name}" + Mask);
    }

    // As it is, and as it stands in JSON or in an address that is shown without being read; the case of the digits of an escape varies.
    private static string MaskSpellings(string text, string secret) => text
        .Replace(secret, Mask, StringComparison.Ordinal)
        .Replace(JsonEncodedText.Encode(secret).Value, Mask, StringComparison.OrdinalIgnoreCase)
        .Replace(secret.Replace("/", "\\/", StringComparison.Ordinal), Mask, StringComparison.Ordinal)
        .Replace(Uri.EscapeDataString(secret), Mask, StringComparison.OrdinalIgnoreCase);

    /// <summary>The beginning of a text, in one line.</summary>
    public static string Shorten(string text, int length)
    {
        StringBuilder line = new(Math.Min(text.Length, length) + 1);
        foreach (char character in text)
        {
            char shown = char.IsControl(character) || char.IsWhiteSpace(character) ? ' ' : character;
            if (shown == ' ' && (line.Length == 0 || line[^1] == ' '))
            {
                continue;
            }

            if (line.Length == length)
            {
                line[^1] = '…';
                break;
            }

            line.Append(shown);
        }

        // Never half of a surrogate pair: it could not be written as UTF-8.
        if (line.Length > 1 && char.IsHighSurrogate(line[^2]) && line[^1] == '…')
        {
            line.Remove(line.Length - 2, 1);
        }

        return line.ToString().TrimEnd();
    }

    // The access key and the signature of "SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…", or of "… Credential=…/20191115/…".
    [GeneratedRegex("(?<=(?:Access|Credential|Signature)=)[^,/ ]{4,}", RegexOptions.CultureInvariant)]
    private static partial Regex SignaturePart();

    // "x-auth-token: abc", "\"access_token\": \"abc\"", "Signature=abc", "<Password>abc</Password>"; of Authorization the whole line.
    // The backslashes are those of JSON within a JSON string.
    // Every repetition before the separator is bounded, which keeps the search linear in a body of any content.
    [GeneratedRegex(
        """(?<name>(?:authorization\\{0,8}["']?\s{0,8}[:=]\s{0,8}\\{0,8}["']?))[^\r\n"'<>]+|(?<name>(?:token|secret|password|passwd|credential|signature|private_?key|access_?key)[\w-]{0,32}\\{0,8}["']?\s{0,8}[:=>]\s{0,8}\\{0,8})(?:"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,;&"'<>{}\[\]]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedSecret();
}
