using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace ModelArts.Sdk.Testing.Tests.Hosting;

/// <summary>
/// Whatever comes in, the answer is the service's: a JSON object with a code where it is no success, no stack trace, and nothing from
/// 500 on but the 501 for what the simulator is not.
/// </summary>
public sealed class FuzzedRequestTests
{
    private const int Requests = 4000;

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.String[0, 40],
        Pick("", "..", "%00", "%2e%2e%2f", "%", "%zz", "\ud800", "'", "<b>", "a\tb", "null", "DE-1", "💥", "{}", "//", "?", "#", "%F0%9F%92%A5", "*", "[::1]", "0", "-1", "9999999999"));

    private static readonly Gen<string?> Value = Gen.OneOf(
        Hostile.Select(static text => (string?)JsonSerializer.Serialize(text)),
        Pick<string?>("null", "true", "-1", "1e999", "0.5", "[]", "{}", "[[[]]]", "{\"a\":", "\"\\ud800\"", "\"\\u0000\"", "99999999999999999999", "", "{\"id\":1}", "3600", "\"evs\""));

    private static readonly string[] Fields =
        ["name", "profile_id", "flavor", "description", "spec", "workspace", "pool", "ai_project", "storage", "location", "path", "volume_size", "type", "auto_stop", "enable", "duration", "annotations", "extend_storage", "action", "auth", "identity", "methods", "password", "id"];

    private static readonly Gen<string> Body = Gen.OneOf(
        Hostile,
        Gen.Select(Pick(Fields), Value).Array[0, 6].Select(static fields => $"{{{string.Join(',', fields.Select(static field => $"\"{field.Item1}\":{field.Item2}"))}}}"),

        // One field of a good request, at any depth, is something else.
        Gen.Select(Pick(Fields), Value).Select(static change => Changed(change.Item1, change.Item2)));

    private static readonly Gen<string> PathAndQuery = Gen.Select(
        Pick("", "/", "/v1", "/v1/{p}", "/v1/{p}/demanager", "/v1/{p}/demanager/instances", "/v1/{p}/demanager/instances/{id}", "/v1/{p}/demanager/instances/{id}/action", "/v1/{p}/demanager/instances/{id}/token", "/v3/auth/tokens", "/v3/projects", "/meta-data/latest/api/token", "/openstack/latest/securitykey", "/__simulator/state"),
        Gen.OneOf(Gen.Const(""), Hostile.Select(static text => "/" + Uri.EscapeDataString(Safe(text)))),
        Gen.OneOf(Gen.Const(""), Gen.Select(Pick("de_type", "limit", "offset", "sortby", "order", "show_self", "status", "name", "nocatalog", "x"), Hostile)
            .Array[0, 4].Select(static pairs => "?" + string.Join('&', pairs.Select(static pair => $"{pair.Item1}={Uri.EscapeDataString(Safe(pair.Item2))}")))),
        static (path, more, query) => path + more + query);

    private static readonly Gen<string> Method = Pick("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW");

    private static readonly Gen<(string Name, string Value)> Header = Gen.Select(
        Pick("X-Auth-Token", "Authorization", "X-Sdk-Date", "X-Sdk-Content-Sha256", "X-Security-Token", "X-Project-Id", "X-Metadata-Token", "X-Metadata-Token-Ttl-Seconds", "Content-Type", "Content-Encoding", "Accept", "Cookie", "Range", "If-None-Match", "Date", "X-HTTP-Method-Override"),
        Gen.OneOf(
            Gen.String[Gen.Char[' ', '~'], 0, 30],
            Pick("SDK-HMAC-SHA256 Access=SIMULATORACCESSKEY01, SignedHeaders=x-sdk-date, Signature=00", "SDK-HMAC-SHA256 Credential=a/b/c/d/sdk_request, SignedHeaders=;;, Signature=", "SDK-HMAC-", "SDK-HMAC-SHA256 ,,,=", "20200913T122640Z", "gzip", "deflate", "br", "{t}", "60", "application/x-www-form-urlencoded", "multipart/form-data; boundary=", "multipart/form-data", "text/plain; charset=nonsense")));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyRequest_IsAnsweredInTheWordsOfTheService()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { InstanceLimit = 100_000, ServeDashboard = true }, Cancellation);
        using RawClient known = new(simulator);
        string id = (string)(await known.CreatedAsync())["id"]!;
        using HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = simulator.Endpoint };
        HashSet<int> statuses = [];

        await Gen.Select(Method, PathAndQuery, Body, Header.Array[0, 4], Gen.Bool).SampleAsync(
            async fuzzed =>
            {
                (string method, string path, string body, (string Name, string Value)[] headers, bool signsIn) = fuzzed;
                path = path.Replace("{p}", simulator.ProjectId, StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal);
                using HttpRequestMessage request = new(new HttpMethod(method), new Uri(simulator.Endpoint.GetLeftPart(UriPartial.Authority) + path));
                request.Content = method is "GET" or "HEAD" or "TRACE" ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                foreach ((string name, string value) in headers)
                {
                    string text = value.Replace("{t}", simulator.AuthToken, StringComparison.Ordinal);
                    if (!request.Headers.TryAddWithoutValidation(name, text))
                    {
                        request.Content?.Headers.TryAddWithoutValidation(name, text);
                    }
                }

                if (signsIn && !request.Headers.Contains("X-Auth-Token"))
                {
                    request.Headers.Add("X-Auth-Token", simulator.AuthToken);
                }

                using HttpResponseMessage response = await client.SendAsync(request, Cancellation);
                string answer = await response.Content.ReadAsStringAsync(Cancellation);
                lock (statuses)
                {
                    statuses.Add((int)response.StatusCode);
                }

                Check((int)response.StatusCode, answer, $"{method} {path}", response.Content.Headers.ContentType?.MediaType);
            },
            iter: Requests,
            threads: 4);

        // It was not one and the same refusal all the time.
        Assert.Superset(new HashSet<int> { 200, 400, 401, 404, 501 }, statuses);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET http://elsewhere/v1 HTTP/1.1\r\nHost: elsewhere\r\n\r\n")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("POST /v1/p/demanager/instances HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /v1/p/demanager/instances HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("GET /%00%ff HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task RawBytes_ThatAreNoProperRequest_AreRefusedAndTheSimulatorGoesOn(string bytes)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using TcpClient tcp = new();
        await tcp.ConnectAsync(IPAddress.Loopback, simulator.Endpoint.Port, Cancellation);
        await using NetworkStream stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), Cancellation);
        tcp.Client.Shutdown(SocketShutdown.Send);
        using StreamReader reader = new(stream);

        string answer = await reader.ReadToEndAsync(Cancellation);

        Assert.Matches("^(HTTP/1.1 (4|501)|$)", answer);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        using RawClient client = new(simulator);
        await client.CreatedAsync();
    }

    private static void Check(int status, string answer, string request, string? mediaType)
    {
        Assert.True(status is < 500 or 501, $"{request} -> {status} {answer}");
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
        if (status >= 400 && mediaType == "application/json" && !request.StartsWith("HEAD", StringComparison.Ordinal))
        {
            JsonObject error = JsonNode.Parse(answer)!.AsObject();
            Assert.True(error.ContainsKey("error_code") || error.ContainsKey("error"), $"{request} -> {status} {answer}");
        }
        else if (status >= 400 && !request.StartsWith("HEAD", StringComparison.Ordinal))
        {
            // The metadata service speaks plain text.
            Assert.Equal("text/plain", mediaType);
        }
    }

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Safe(string text) => text.Replace("\ud800", "", StringComparison.Ordinal).Normalize() is var normal && normal.All(static character => !char.IsSurrogate(character)) ? normal : "x";

    private static string Changed(string field, string? value)
    {
        string good = """{"name":"n","profile_id":"p","flavor":"f","description":"d","spec":{"storage":{"type":"evs","location":{"volume_size":5}},"auto_stop":{"enable":true,"duration":3600}},"workspace":{"id":"0"},"pool":{"id":"p"}}""";
        int start = good.IndexOf($"\"{field}\":", StringComparison.Ordinal);
        return start < 0 ? good : $"{good[..start]}\"{field}\":{value},\"was\":{good[(start + field.Length + 3)..]}";
    }
}
