using System.Net;

namespace ModelArts.Sdk.Testing.Tests.Authentication;

public sealed class SignatureTests : SimulatorTest
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(StartMilliseconds);

    private readonly Lazy<RawClient> _anonymous;

    public SignatureTests() => _anonymous = new(() => new RawClient(Simulator, token: ""));

    private RawSigner Signer => new() { AccessKey = Simulator.AccessKey, SecretKey = Simulator.SecretKey, Time = Now };

    private Uri Instances => new(Simulator.Endpoint, Client.InstancesPath);

    public static TheoryData<string?> Forms => new((string?)null, "20200913///sdk_request", "20200913/cn-north-4/modelarts/sdk_request");

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Request_SignedInEitherForm_IsAnsweredAndJournaled(string? scope)
    {
        RawSigner signer = Signer with { Scope = scope, Headers = [("x-test", "a value")] };

        RawAnswer created = await SendAsync(signer.Sign(HttpMethod.Post, Instances, RawClient.ValidRequest().ToJsonString()));
        RawAnswer listed = await SendAsync(signer.Sign(HttpMethod.Get, new Uri(Instances + "?de_type=Notebook&limit=1")));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (created.Status, listed.Status));
        Assert.Equal((string?)created.Json["id"], (string?)listed.Json["instances"]![0]!["id"]);
        Assert.All(Simulator.Journal.Entries, entry => Assert.Equal(SimulatorAuthentication.SignatureAccepted, entry.Authentication));
        Assert.Equal(2, Simulator.Journal.Entries.Count);
    }

    /// <summary>What somebody on the way could change, or a client get wrong.</summary>
    public static TheoryData<string, string?> Tamperings => new MatrixTheoryData<string, string?>(
        ["body", "query", "path", "method", "date", "header", "signature", "secret", "content hash", "day"],
        [null, "20200913///sdk_request"]);

    [Theory]
    [MemberData(nameof(Tamperings))]
    public async Task Request_ChangedAfterTheSignature_Answers401AndDoesNothing(string what, string? scope)
    {
        RawSigner signer = Signer with { Scope = what == "day" ? "20200912///sdk_request" : scope, Headers = [("x-test", "a value")] };
        if (what == "secret")
        {
            signer = signer with { SecretKey = signer.SecretKey + "x" };
        }

        HttpRequestMessage request = signer.Sign(HttpMethod.Post, Instances, RawClient.ValidRequest().ToJsonString());
        switch (what)
        {
            case "body":
                request.Content = new StringContent(RawClient.ValidRequest("another").ToJsonString());
                break;
            case "query":
                request.RequestUri = new Uri(Instances + "?a=b");
                break;
            case "path":
                request.RequestUri = new Uri(Instances + "/DE-1/action");
                break;
            case "method":
                request.Method = HttpMethod.Get;
                break;
            case "date":
                request.Headers.Remove("x-sdk-date");
                request.Headers.Add("x-sdk-date", (signer with { Time = Now.AddSeconds(1) }).Date);
                break;
            case "header":
                request.Headers.Remove("x-test");
                request.Headers.Add("x-test", "another");
                break;
            case "signature":
                string authorization = request.Headers.GetValues("Authorization").Single();
                request.Headers.Remove("Authorization");
                request.Headers.TryAddWithoutValidation("Authorization", authorization[..^1] + (authorization[^1] == '0' ? '1' : '0'));
                break;
            case "content hash":
                request.Headers.Add("x-sdk-content-sha256", new string('0', 64));
                break;
        }

        await RefusedAsync(request, SimulatorAuthentication.SignatureMismatch, "does not match");
        Assert.Empty(Simulator.Instances);
    }

    [Theory]
    [InlineData(-15 * 60, true)]
    [InlineData(15 * 60, true)]
    [InlineData((-15 * 60) - 1, false)]
    [InlineData((15 * 60) + 1, false)]
    [InlineData(86400, false)]
    public async Task Request_SignedAtAnotherTime_IsAcceptedWithin15Minutes(int seconds, bool accepted)
    {
        HttpRequestMessage request = (Signer with { Time = Now.AddSeconds(seconds) }).Sign(HttpMethod.Get, new Uri(Instances + "?de_type=Notebook"));

        if (accepted)
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(request)).Status);
        }
        else
        {
            RawAnswer answer = await RefusedAsync(request, SimulatorAuthentication.SignatureOutOfTime, "the time of the signature");
            Assert.Contains("20200913T122640Z", (string)answer.Json["error_msg"]!, StringComparison.Ordinal);
            Assert.Equal(Now, answer.Date);
        }
    }

    [Fact]
    public async Task AnyAnswer_SaysTheTimeOfTheSimulator()
    {
        Simulator.Server.Given(WireMock.RequestBuilders.Request.Create().WithPath("/stub")).RespondWith(WireMock.ResponseBuilders.Response.Create());
        Advance(3600);

        RawAnswer[] answers =
        [
            await Client.GetAsync("DE-1"),
            await _anonymous.Value.GetAsync("DE-1"),
            await Client.SendAsync(HttpMethod.Get, "/elsewhere"),
            await Client.SendAsync(HttpMethod.Get, "/stub"),
            await Client.SendAsync(HttpMethod.Post, "/v3/auth/tokens"),
        ];

        Assert.All(answers, answer => Assert.Equal(Now.AddHours(1), answer.Date));
    }

    [Fact]
    public Task Request_AnotherAccessKey_Answers401() => RefusedAsync(
        (Signer with { AccessKey = "ANOTHER" }).Sign(HttpMethod.Get, Instances), SimulatorAuthentication.AccessKeyUnknown, "no such access key");

    [Theory]
    [InlineData("SDK-HMAC-SHA256")]
    [InlineData("SDK-HMAC-SHA256 ")]
    [InlineData("SDK-HMAC-SM3 Access=a, SignedHeaders=x-sdk-date, Signature=b")]
    [InlineData("SDK-HMAC-SHA256 Access=a, SignedHeaders=x-sdk-date")]
    [InlineData("SDK-HMAC-SHA256 Access=a, Signature=b")]
    [InlineData("SDK-HMAC-SHA256 SignedHeaders=x-sdk-date, Signature=b")]
    [InlineData("SDK-HMAC-SHA256 Credential=a/20200913/sdk_request, SignedHeaders=x-sdk-date, Signature=b")]
    [InlineData("SDK-HMAC-SHA256 Access=a, Access=b, SignedHeaders=x-sdk-date, Signature=b")]
    [InlineData("SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=b")]
    [InlineData("SDK-HMAC-SHA256 Access=a, SignedHeaders=x-sdk-date;x-absent, Signature=b")]
    public async Task Request_SignatureOfNoForm_Answers401(string authorization)
    {
        HttpRequestMessage request = Signer.Sign(HttpMethod.Get, Instances);
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        await RefusedAsync(request, SimulatorAuthentication.SignatureMalformed, "header");
    }

    /// <summary>Nobody has signed anything: all of it can be written by whoever knows an access key.</summary>
    [Theory]
    [InlineData("Credential={0}/20200912///sdk_request")]
    [InlineData("Credential={0}////sdk_request")]
    [InlineData("Credential={0}/20200913///sdk_request")]
    [InlineData("Access={0}")]
    public async Task Request_EmptySignature_Answers401AndDoesNothing(string key)
    {
        HttpRequestMessage request = Signer.Sign(HttpMethod.Post, Instances, RawClient.ValidRequest().ToJsonString());
        request.Headers.Remove("Authorization");
        string who = key.Replace("{0}", Simulator.AccessKey, StringComparison.Ordinal);
        request.Headers.TryAddWithoutValidation("Authorization", $"SDK-HMAC-SHA256 {who}, SignedHeaders=x-sdk-date, Signature=");

        await RefusedAsync(request, SimulatorAuthentication.SignatureMismatch, "does not match");
        Assert.Empty(Simulator.Instances);
    }

    [Theory]
    [InlineData("")]
    [InlineData("20200913T122640")]
    [InlineData("2020-09-13T12:26:40Z")]
    public async Task Request_DateOfNoForm_Answers401(string date)
    {
        HttpRequestMessage request = Signer.Sign(HttpMethod.Get, Instances);
        request.Headers.Remove("x-sdk-date");
        request.Headers.TryAddWithoutValidation("x-sdk-date", date);

        await RefusedAsync(request, SimulatorAuthentication.SignatureMalformed, "X-Sdk-Date");
    }

    [Fact]
    public async Task Request_ProjectOfTheSignatureIsAnother_Answers403()
    {
        RawSigner signer = Signer with { Headers = [("x-project-id", "another")] };

        RawAnswer inTheHeader = await SendAsync(signer.Sign(HttpMethod.Get, new Uri(Instances + "/DE-1")));
        RawAnswer inTheUrl = await SendAsync(Signer.Sign(HttpMethod.Get, new Uri(Simulator.Endpoint, "/v1/another/demanager/instances/DE-1")));

        Assert.All([inTheHeader, inTheUrl], answer => Assert.Equal((HttpStatusCode.Forbidden, "ModelArts.0210"), (answer.Status, answer.ErrorCode)));
        Assert.All(Simulator.Journal.Entries, entry => Assert.Equal(SimulatorAuthentication.ProjectMismatch, entry.Authentication));
        Assert.EndsWith("(ProjectMismatch)", Simulator.Journal.Entries[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_PayloadDeclaredUnsigned_IsAcceptedWithAnyBody()
    {
        const string unsigned = "UNSIGNED-PAYLOAD";
        RawSigner signer = Signer with { PayloadHash = unsigned, Headers = [("x-sdk-content-sha256", unsigned)] };

        RawAnswer answer = await SendAsync(signer.Sign(HttpMethod.Post, Instances, RawClient.ValidRequest().ToJsonString()));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task Request_PayloadHashThatIsNotThatOfTheBody_Answers401ThoughTheSignatureFits()
    {
        string hash = RawSigner.Hash("another body");
        RawSigner signer = Signer with { PayloadHash = hash, Headers = [("x-sdk-content-sha256", hash)] };

        await RefusedAsync(
            signer.Sign(HttpMethod.Post, Instances, RawClient.ValidRequest().ToJsonString()), SimulatorAuthentication.SignatureMismatch, "does not match");
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await SendAsync(signer.Sign(HttpMethod.Post, Instances, "another body"))).Status);
    }

    [Fact]
    public async Task Request_SecurityTokenWithAPermanentKey_Answers401() => await RefusedAsync(
        (Signer with { Headers = [("x-security-token", "canary")] }).Sign(HttpMethod.Get, Instances),
        SimulatorAuthentication.SecurityTokenWrong,
        "security token");

    private Task<RawAnswer> SendAsync(HttpRequestMessage request) => _anonymous.Value.SendAsync(request);

    private async Task<RawAnswer> RefusedAsync(HttpRequestMessage request, SimulatorAuthentication authentication, string words)
    {
        RawAnswer answer = await SendAsync(request);
        Assert.Equal((HttpStatusCode.Unauthorized, "APIGW.0301"), (answer.Status, answer.ErrorCode));
        string message = (string)answer.Json["error_msg"]!;
        Assert.StartsWith("Incorrect IAM authentication information: ", message, StringComparison.Ordinal);
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Equal(answer.RequestId, (string?)answer.Json["request_id"]);
        Assert.Equal(authentication, Simulator.Journal.Entries[^1].Authentication);
        Assert.DoesNotContain(Simulator.SecretKey, message + Simulator.Journal.Entries[^1], StringComparison.Ordinal);
        return answer;
    }
}
