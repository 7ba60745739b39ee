#if NET10_0_OR_GREATER
using System.Text;
using CsCheck;

namespace ModelArts.Sdk.Tests.Authentication.Signing;

/// <summary>A request made at random, of parts that are hard to sign.</summary>
internal sealed record RandomRequest(
    string Method, string Target, KeyValuePair<string, string>[] Headers, byte[] Body, string AccessKey, string SecretKey, string Region, string Service)
{
    public override string ToString() =>
        $"{Method} {Target}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: [{header.Value}]"))}\n{Convert.ToHexString(Body)}\n{AccessKey} {SecretKey} {Region} {Service}";
}

internal static class RandomRequests
{
    private static readonly string[] Texts =
    [
        "", "a", "A", "b", "aa", "v1", "instances", "demanager", "0", "9", "~", "-._~", " ", "  a  b ", "+", "%", "%41", "/", "a/b", "?", "#",
        "&", "=", "a=b&c", ";", ":", "@", "!$'()*,", "[x]", "\"<>\\^`{|}", "\t", "\n", "é", "ß", "ü", "中文", "项目", "ก", "ا", "日本語", "😀", "𐀀", "\uFF21",
        "DE-01234567-89ab-cdef-0123456789ab", "limit", "offset",
    ];

    // What may stand in a path or in a query as it is.
    private const string AllowedRaw = "!$'()*,;:@";

    private static readonly Gen<string> Text =
        Gen.Frequency((5, Gen.OneOf(Texts)), (1, Gen.OneOf(Texts).Array[1, 4].Select(string.Concat)), (1, Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 8]));

    private static readonly Gen<string> Escaped = Gen.Select(Text, Gen.Int[0, 3], Escape);

    private static readonly Gen<string> Path =
        Gen.Select(Escaped.Array[0, 6], Gen.Bool, (segments, slash) => "/" + string.Join('/', segments) + (slash && segments.Length > 0 ? "/" : ""));

    private static readonly Gen<string> Parameter = Gen.Frequency(
        (8, Gen.Select(Escaped, Escaped, (key, value) => $"{key}={value}")),
        (2, Escaped),
        (1, Gen.OneOf("", "=", "a", "a=", "a==", "=a", "a=b=c", "a+b=c+d", "+=+", "a=1", "a=1", "A=1", "%=%zz", "%4", "a%=1")));

    private static readonly Gen<string> Target = Gen.Select(Path, Gen.OneOf(Gen.Const(Array.Empty<string>()), Parameter.Array[0, 8]), Gen.Bool,
        (path, query, always) => query.Length > 0 || always ? $"{path}?{string.Join('&', query)}" : path);

    private static readonly Gen<KeyValuePair<string, string>> Header = Gen.Select(
        Gen.OneOf("X-Project-Id", "x-project-id", "X-Security-Token", "X-B", "x-bb", "X-a", "X-A1", "X-~", "X-^", "X-Z", "Content-Type", "content-type", "TEST_UNDERSCORE", "X_y", "User-Agent", "Accept"),
        Gen.Frequency((4, Text), (1, Gen.OneOf(" two  spaces ", "a \t b", "\t", "ü", new string('t', 3000)))),
        KeyValuePair.Create);

    private static readonly Gen<string> Host = Gen.OneOf("modelarts.cn-north-4.myhuaweicloud.com", "localhost:8080", "[::1]:5000", "127.0.0.1:80", "xn--fiqs8s.example:8443");

    private static readonly Gen<string> Date = Gen.DateTime[new DateTime(2000, 1, 1), new DateTime(2099, 12, 31)]
        .Select(time => time.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture));

    private static readonly Gen<KeyValuePair<string, string>[]> Headers = Gen.Select(
        Host, Date, Header.Array[0, 8], Gen.Frequency((9, Gen.Const("")), (1, Gen.Const("UNSIGNED-PAYLOAD"))), Gen.Int[0, 8],
        (host, date, others, hash, place) =>
        {
            List<KeyValuePair<string, string>> headers = [.. others];
            headers.Insert(Math.Min(place, headers.Count), new("Host", host));
            headers.Insert(0, new("X-Sdk-Date", date));
            if (hash.Length > 0)
            {
                headers.Add(new("X-Sdk-Content-Sha256", hash));
            }

            return headers.ToArray();
        });

    private static readonly Gen<byte[]> Body = Gen.OneOf(Gen.Const(Array.Empty<byte>()), Gen.Byte.Array[0, 600], Text.Select(Encoding.UTF8.GetBytes));

    private static readonly Gen<(string, string)> Key = Gen.Select(Gen.String[Gen.Char['0', 'Z'], 1, 24], Gen.String[Gen.Char['!', '~'], 1, 90]);

    private static readonly Gen<(string, string)> Scope = Gen.Select(Gen.OneOf("", "cn-north-4", "eu-de"), Gen.OneOf("", "modelarts", "ec2"));

    public static Gen<RandomRequest> All { get; } = Gen.Select(
        Gen.OneOf("GET", "POST", "PUT", "DELETE", "PATCH", "get", "Delete"), Target, Headers, Body, Key, Scope,
        (method, target, headers, body, key, scope) => new RandomRequest(method, target, headers, body, key.Item1, key.Item2, scope.Item1, scope.Item2));

    private static string Escape(string text, int form) => form switch
    {
        0 => Uri.EscapeDataString(text),
        1 => Uri.EscapeDataString(text).ToLowerInvariant(),
        2 => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => $"%{value:X2}")),
        _ => string.Concat(text.EnumerateRunes().Select(rune => AllowedRaw.Contains(rune.ToString()) ? rune.ToString() : Uri.EscapeDataString(rune.ToString()))),
    };
}
#endif
