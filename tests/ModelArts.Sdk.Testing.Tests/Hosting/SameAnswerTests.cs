using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Testing.Tests.Faults;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;

namespace ModelArts.Sdk.Testing.Tests.Hosting;

/// <summary>Two simulators that are alike but for a stub that nobody asks for: every answer is the same, byte for byte.</summary>
public sealed class SameAnswerTests : IAsyncLifetime
{
    private const string Create = """{"name":"NAME","profile_id":"Multi-Engine 1.0 (python3)-cpu","flavor":"modelarts.vm.cpu.2u","spec":{"storage":{"type":"evs"}},"unknown":1}""";
    private const string SignIn = """{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"simulator-user","password":"PASSWORD","domain":{"name":"simulator-domain"}}}},"scope":{"project":{"name":"cn-north-4"}}}}""";

    private readonly List<ModelArtsSimulator> _simulators = [];
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_000));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ModelArtsSimulator Alone => _simulators[0];

    private string Instances => $"/v1/{Alone.ProjectId}/demanager/instances";

    public async ValueTask InitializeAsync()
    {
        SimulatorOptions options = new() { Seed = 7, TimeProvider = _clock, InstanceLimit = 3, SoldOutFlavors = ["modelarts.vm.gpu.p100"], ServeDashboard = true };
        _simulators.Add(await ModelArtsSimulator.StartAsync(options, Cancellation));
        _simulators.Add(await ModelArtsSimulator.StartAsync(options, Cancellation));
        _simulators[1].Server.Given(Request.Create().WithPath("/nobody-asks")).RespondWith(Response.Create().WithStatusCode(418));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ModelArtsSimulator simulator in _simulators)
        {
            await simulator.DisposeAsync();
        }
    }

    [Fact]
    public async Task EveryEndpoint_AnswersTheSame_WhetherOrNotWireMockIsAsked()
    {
        string create = await AgreeAsync("POST", Instances, Create.Replace("NAME", "one", StringComparison.Ordinal));
        Assert.Contains("\r\nContent-Length: ", create, StringComparison.Ordinal);
        string id = create[create.IndexOf("DE-", StringComparison.Ordinal)..][..39];
        string one = $"{Instances}/{id}";
        foreach (string path in new[] { one, $"{Instances}?de_type=Notebook", $"{one}/token", $"{Instances}?limit=0", $"{Instances}?limit=x", $"{Instances}/DE-none", "/", "/__simulator/state", "/favicon.ico" })
        {
            Assert.StartsWith("HTTP/1.1 ", await AgreeAsync("GET", path), StringComparison.Ordinal);
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("RUNNING", await AgreeAsync("GET", one), StringComparison.Ordinal);
        await AgreeAsync("PUT", one, """{"description":"other"}""");
        await AgreeAsync("PUT", one, """{"auto_stop":{"enable":"yes"}}""");
        await AgreeAsync("POST", $"{one}/action", """{"action":"stop"}""");
        await AgreeAsync("POST", $"{one}/action", """{"action":"dance"}""");
        _clock.Advance(TimeSpan.FromMinutes(1));
        await AgreeAsync("DELETE", one);
        await AgreeAsync("POST", Instances, Create.Replace("NAME", "one", StringComparison.Ordinal));
        await AgreeAsync("POST", Instances, Create.Replace("NAME", "two", StringComparison.Ordinal).Replace("cpu.2u", "gpu.p100", StringComparison.Ordinal));
        await AgreeAsync("POST", "/v3/auth/tokens", SignIn.Replace("PASSWORD", Alone.Password, StringComparison.Ordinal));
        await AgreeAsync("POST", "/v3/auth/tokens", SignIn);
        await AgreeAsync("GET", "/v3/projects?name=cn-north-4");
        await AgreeAsync("PUT", "/meta-data/latest/api/token", "", "X-Metadata-Token-Ttl-Seconds: 60\r\n");
        await AgreeAsync("GET", "/openstack/latest/securitykey");
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PATCH")]
    [InlineData("BREW")]
    public async Task OtherVerbs_AreAnsweredTheSame_WhetherOrNotWireMockIsAsked(string method)
    {
        foreach (string path in new[] { "/", Instances, $"{Instances}/DE-1", $"{Instances}/DE-1%2Faction?x=%zz", "/a//b/%00?é", "http://elsewhere/v1/x", "/__admin/none", "/__administrator" })
        {
            await AgreeAsync(method, path);
        }

        await AgreeAsync(method, Instances, Create);
    }

    [Theory]
    [InlineData("POST", "", "null")]
    [InlineData("POST", "", "not json")]
    [InlineData("POST", "", "\uFEFF{}")]
    [InlineData("POST", "Content-Type: application/x-www-form-urlencoded\r\n", "a=b&c")]
    [InlineData("POST", "Content-Type: multipart/form-data; boundary=x\r\n", "--x\r\nbroken")]
    [InlineData("POST", "Content-Type: a/b, c/d\r\n", Create)]
    [InlineData("POST", "Content-Encoding: gzip\r\n", Create)]
    [InlineData("POST", "Content-Encoding: deflate\r\n", Create)]
    [InlineData("POST", "Content-Encoding: br\r\n", Create)]
    [InlineData("POST", "Content-Encoding: gzip, br\r\n", Create)]
    [InlineData("POST", "Content-Encoding: br\r\nContent-Encoding: gzip\r\n", Create)]
    [InlineData("POST", "Content-Encoding: gzip\r\nContent-Encoding: br\r\n", Create)]
    [InlineData("POST", "X-Auth-Token: another\r\n", Create)]
    [InlineData("POST", "Authorization: SDK-HMAC-SHA256 Access=x\r\nAuthorization: Bearer y\r\n", Create)]
    [InlineData("POST", "Cookie: a=b; =; c\r\nCookie: d\r\nX-Empty:\r\n", Create)]
    [InlineData("GET", "", Create)]
    [InlineData("DELETE", "", Create)]
    public async Task OddRequests_AreAnsweredTheSame_WhetherOrNotWireMockIsAsked(string method, string headers, string body) =>
        await AgreeAsync(method, Instances, body, headers);

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfour\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity\r\n\r\n{}")]
    [InlineData("Content-Length: 2\r\n\r\n{}more")]
    [InlineData("Content-Length: -1\r\n\r\n{}")]
    [InlineData("Content-Length: 99999999\r\n\r\n{}")]
    [InlineData("Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}")]
    [InlineData("Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n")]
    public async Task OddBodies_AreAnsweredTheSame_WhetherOrNotWireMockIsAsked(string rest) => await AgreeAsync(simulator => Encoding.Latin1.GetBytes(
        $"POST {Instances} HTTP/1.1\r\nHost: simulator\r\nConnection: close\r\nX-Auth-Token: {simulator.AuthToken}\r\n{rest}"));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task ACompressedBody_ThatIsHugeBehindIt_IsRefusedTheSame_WhetherOrNotWireMockIsAsked(string encoding)
    {
        using MemoryStream compressed = new();
        using (Stream stream = encoding == "gzip" ? new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true) : new DeflateStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(new byte[33 * 1024 * 1024]);
        }

        string answer = await AgreeAsync(simulator =>
        [
            .. Encoding.Latin1.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"POST {Instances} HTTP/1.1\r\nHost: simulator\r\nConnection: close\r\nContent-Encoding: {encoding}\r\nContent-Length: {compressed.Length}\r\n\r\n")),
            .. compressed.ToArray(),
        ]);

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_AreTheSame_WhetherOrNotWireMockIsAsked()
    {
        Fault[] faults =
        [
            Fault.Reset, Fault.Close.AfterCommit(), Fault.ResetMidBody, Fault.CloseMidBody, Fault.GatewayPage(), Fault.Status(204), Fault.Status(304), Fault.Status(599),
            Fault.Status(503).WithHeader("Date", "Thu, 01 Jan 1970 00:00:00 GMT"), Fault.Status(200, FaultBody.Empty), Fault.RetryAfter("soon"), Fault.Redirect("/elsewhere"),
            Fault.Status(500).WithHeader("Content-Length", "3"), Fault.Status(500).WithHeader("X-Request-Id", "mine").WithHeader("Connection", "close"),
        ];
        foreach (Fault fault in faults)
        {
            _simulators.ForEach(simulator => simulator.Faults.OnAny().Times(1).Do(fault));
            await AgreeAsync("GET", $"{Instances}?de_type=Notebook");
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: simulator\r\nConnection: close\r\n\r\n")]
    [InlineData("GET http://elsewhere/v1/x HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1 HTTP/1.1\r\nConnection: close\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task OddTargets_AreAnsweredTheSame_WhetherOrNotWireMockIsAsked(string request) => await AgreeAsync(_ => Encoding.Latin1.GetBytes(request));

    private Task<string> AgreeAsync(string method, string path, string body = "", string headers = "") => AgreeAsync(simulator =>
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"{method} {path} HTTP/1.1\r\nHost: simulator\r\nConnection: close\r\nX-Auth-Token: {simulator.AuthToken}\r\n{headers}Content-Length: {bytes.Length}\r\n\r\n");
        return [.. Encoding.UTF8.GetBytes(head), .. bytes];
    });

    /// <summary>Sends the same to both; the answer, and what the journal says, must be the same.</summary>
    private async Task<string> AgreeAsync(Func<ModelArtsSimulator, byte[]> request)
    {
        List<string> answers = [];
        foreach (ModelArtsSimulator simulator in _simulators)
        {
            using RawConnection connection = await RawConnection.OpenAsync(simulator);
            byte[] bytes = request(simulator);
            await connection.Socket.SendAsync(bytes, Cancellation);
            WireRead read = await connection.ReadToEndAsync();
            answers.Add($"{InOrder(read.Text)}\n{string.Join('\n', simulator.Journal.Entries)}");
        }

        Assert.Equal(answers[0], answers[1]);
        return answers[0];
    }

    /// <summary>In which order headers come says nothing; and what the server itself refuses has this machine's time, and no id.</summary>
    private static string InOrder(string answer)
    {
        if (answer.Split("\r\n\r\n", 2) is not [{ } head, { } body])
        {
            return answer;
        }

        string[] lines = head.Split("\r\n");
        if (!head.Contains("X-Request-Id:", StringComparison.OrdinalIgnoreCase))
        {
            lines = [.. lines.Where(static line => !line.StartsWith("Date:", StringComparison.Ordinal))];
        }

        return string.Join("\r\n", [lines[0], .. lines[1..].Order(StringComparer.OrdinalIgnoreCase)]) + "\r\n\r\n" + body;
    }
}
