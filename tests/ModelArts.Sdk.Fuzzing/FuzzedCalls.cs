using System.Text;
using CsCheck;

namespace ModelArts.Sdk.Fuzzing;

/// <summary>Answers of the service and of what may stand before it, and what can become of them on the way.</summary>
internal static class FuzzedCalls
{
    private const int MaxDamages = 4;

    private static readonly byte[][] Corpus =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Corpus")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
        .. new[]
        {
            "", "{}", "[]", "null", "true", "-0", "\"id\"", "{\"id\":7}", "\uFEFF{\"id\":\"DE-1\"}", "<html><body>Log in</body></html>",
            "<?xml version=\"1.0\"?><Error><Code>E</Code><Message>no</Message></Error>", "slow down",
            """{"error_code":"ModelArts.6309","error_message":"no such instance"}""", """{"error_code":"APIGW.0301","error_msg":"bad","request_id":"r"}""",
            """{"code":"ModelArts.0212","message":"no"}""", """{"error":{"code":401,"message":"no","title":"Unauthorized"}}""",
            """{"id":"DE-1","previous_state":"RUNNING","current_state":"STOPPING"}""", """{"token":"t"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "null", "{", "}", "[", "]", "\"", "\\", "\\ud800", "\\u0000", ",", ":", "-1", "1e999", "9223372036854775808", "0.1", "true", "\0", "ÿ",
            "\"id\":", "\"id\":null,", "\"status\":{}", "\"DE-1\"", "\"creation_timestamp\":\"253402300800000\"", "\"creation_timestamp\":\"-1\"",
            "\"duration\":9223372036854775807", "\"remain_time\":-1", "\"annotations\":{\"a\":1}", "\"error_code\":{}", "<", "//", "/**/", "NaN",
            "\"data\":null", "\"instances\":[null]", "\"total_count\":-1", "\u2028", "\"\":", "../", "%2e%2e",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0xFF, 0xFE],
        Encoding.UTF8.GetBytes(new string('[', 100)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100))),
    ];

    private static readonly Gen<int> Statuses = Gen.Frequency(
        (6, Gen.Const(200)),
        (1, Gen.Int[200, 299]),
        (1, Gen.OneOf(400, 401, 403, 404, 409, 413, 429, 500, 502, 503, 504)),
        (1, Gen.Int[300, 599]));

    // The search for a lost create goes on after what may pass: those answers are for the first request only.
    private static readonly Gen<int> LastingStatuses = Gen.OneOf(200, 200, 200, 204, 302, 400, 401, 403, 404);

    private static readonly Gen<byte[]> Bodies = Gen.Frequency(
        (12, Gen.Select(Gen.OneOf(Corpus), Damages(), static (body, damages) => damages.Aggregate(body, (whole, damage) => damage(whole)))),
        (1, Gen.Byte.Array[0, 64]),
        (1, Gen.String[0, 64].Select(Encoding.UTF8.GetBytes)));

    private static readonly Gen<(string Name, string Value)> Headers = Gen.Select(
        Gen.OneOf("Content-Type", "Content-Length", "Content-Encoding", "Retry-After", "Date", "X-Request-Id", "Location", "Set-Cookie", "X-Any"),
        Gen.OneOf(
            Gen.OneOf(
                "", "application/json", "application/json; charset=utf-7", "text/html; charset=\"", "image/png", "gzip", "-1", "0", "86400",
                "99999999999999999999", "Wed, 31 Dec 2025 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "https://x/", "//x", ":"),
            Gen.String[0, 40]),
        static (name, value) => (name, value));

    /// <summary>Every call with every answer.</summary>
    public static Gen<FuzzedCall> All { get; } = Gen.Select(
        Gen.Int[0, Oracle.Operations.Count - 1],
        Answers(Statuses),
        Answers(LastingStatuses),
        static (operation, first, then) => new FuzzedCall(operation, first, then));

    private static Gen<FuzzedAnswer> Answers(Gen<int> statuses) => Gen.Select(
        statuses,
        Bodies,
        Gen.Frequency((8, Gen.Const(BodyEncoding.Plain)), (1, Gen.Const(BodyEncoding.Gzip)), (1, Gen.Const(BodyEncoding.False))),
        Headers.Array[0, 3],
        static (status, body, encoding, headers) => new FuzzedAnswer(status, body, encoding, headers));

    private static Gen<Func<byte[], byte[]>[]> Damages() => Gen.OneOf(
        Gen.Select(Gen.Double[0, 1], Gen.Byte, static (at, value) => On(at, (body, index) => body[index] = value)),
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 20], static (at, count) => On(at, (body, index) => body.RemoveRange(index, Math.Min(count, body.Count - index)))),
        Gen.Select(Gen.Double[0, 1], Gen.OneOf(Pieces), static (at, piece) => On(at, (body, index) => body.InsertRange(index, piece))),
        Gen.Select(Gen.Double[0, 1], static at => On(at, (body, index) => body.RemoveRange(index, body.Count - index))),
        Gen.Select(Gen.Double[0, 1], Gen.Int[1, 60], static (at, count) => On(at, (body, index) => body.InsertRange(index, body.GetRange(index, Math.Min(count, body.Count - index))))))
        .Array[0, MaxDamages];

    private static Func<byte[], byte[]> On(double at, Action<List<byte>, int> damage) => whole =>
    {
        if (whole.Length == 0)
        {
            return whole;
        }

        List<byte> body = [.. whole];
        damage(body, Math.Min((int)(at * body.Count), body.Count - 1));
        return [.. body];
    };
}
