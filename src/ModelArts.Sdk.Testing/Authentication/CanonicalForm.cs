using System.Net;
using System.Text;

namespace ModelArts.Sdk.Testing.Authentication;

/// <summary>
/// Path, query and headers as the algorithm signs them. Written from its description and for clarity, apart from the SDK's signer: two
/// that share code would agree on its faults.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>Decoded, encoded again segment by segment, with a slash at the end.</summary>
    public static string PathOf(string path)
    {
        // The decoder takes a plus sign for a space, which it is in queries only.
        string decoded = Latin1Of(path.Replace("+", "%2B", StringComparison.Ordinal));
        string canonical = string.Join('/', decoded.Split('/').Select(Encode));
        return canonical.EndsWith('/') ? canonical : canonical + "/";
    }

    /// <summary>Decoded, sorted by key and then by value, encoded again; a key without a value gets its equals sign.</summary>
    public static string QueryOf(string query)
    {
        IEnumerable<(string Key, string Value)> parameters = query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static parameter => parameter.Split('=', 2))
            .Select(static parts => (Key: Latin1Of(parts[0]), Value: parts.Length == 2 ? Latin1Of(parts[1]) : ""))
            .OrderBy(static parameter => Utf16Of(parameter.Key), StringComparer.Ordinal)
            .ThenBy(static parameter => Utf16Of(parameter.Value), StringComparer.Ordinal);
        return string.Join('&', parameters.Select(static parameter => $"{Encode(parameter.Key)}={Encode(parameter.Value)}"));
    }

    /// <summary>A line for each value of each header, values sorted.</summary>
    public static string HeadersOf(IEnumerable<string> names, Func<string, IReadOnlyList<string>> valuesOf, bool collapseSpaces) => string.Concat(
        names.SelectMany(name => valuesOf(name)
            .Select(value => collapseSpaces ? string.Join(' ', value.Split((char[])[' ', '\t', '\r', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries)) : value.Trim())
            .Order(StringComparer.Ordinal)
            .Select(value => $"{name}:{value}\n")));

    /// <summary>The decoded bytes, each as a character: they need not be UTF-8.</summary>
    private static string Latin1Of(string escaped)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(escaped);
        return Encoding.Latin1.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }

    private static string Utf16Of(string latin1) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin1));

    private static string Encode(string latin1) =>
        string.Concat(latin1.Select(static value => char.IsAsciiLetterOrDigit(value) || value is '-' or '_' or '.' or '~' ? $"{value}" : $"%{(int)value:X2}"));
}
