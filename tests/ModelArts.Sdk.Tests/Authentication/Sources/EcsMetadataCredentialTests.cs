using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

public sealed class EcsMetadataCredentialTests
{
    private readonly FakeCloud _cloud = new();
    private int _keys;

    [Fact]
    public async Task SecondVersion_OpensASessionAndSignsWithTheKey()
    {
        Respond(put: () => Text(" session-1\n"), get: _ => Key());
        using ModelArtsClient client = Client();

        await client.CallAsync();
        await client.CallAsync();

        RecordedRequest[] requests = [.. _cloud.MetadataRequests];
        Assert.Equal(2, requests.Length);
        Assert.Equal((HttpMethod.Put, "http://169.254.169.254/meta-data/latest/api/token"), (requests[0].Method, requests[0].Uri.AbsoluteUri));
        Assert.Equal("21600", requests[0].Headers["X-Metadata-Token-Ttl-Seconds"]);
        Assert.Equal((HttpMethod.Get, "http://169.254.169.254/openstack/latest/securitykey"), (requests[1].Method, requests[1].Uri.AbsoluteUri));
        Assert.Equal("session-1", requests[1].Headers["X-Metadata-Token"]);
        Assert.All(_cloud.ServiceRequests, request =>
        {
            Assert.Contains(" Access=ak-1,", request.Headers["Authorization"], StringComparison.Ordinal);
            Assert.Equal("canary-st-1", request.Headers["X-Security-Token"]);
        });
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(503)]
    public async Task FirstVersion_IsAskedWithoutASession(int status)
    {
        Respond(put: () => new((HttpStatusCode)status), get: _ => Key());
        using ModelArtsClient client = Client();

        await client.CallAsync();

        Assert.False(_cloud.MetadataRequests.Last().Headers.ContainsKey("X-Metadata-Token"));
        Assert.Single(_cloud.ServiceRequests);
    }

    [Fact]
    public async Task CamelCaseAnswer_IsReadToo()
    {
        Respond(get: _ => RecordingTransport.Json(
            """{"credentials":{"accessKeyId":"ak-camel","secretAccessKey":"s","securityToken":"st-camel","expiration":"2026-01-02T04:04:05.000000Z"}}"""));
        using ModelArtsClient client = Client();

        await client.CallAsync();

        Assert.Contains(" Access=ak-camel,", Assert.Single(_cloud.ServiceRequests).Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("st-camel", Assert.Single(_cloud.ServiceRequests).Headers["X-Security-Token"]);
    }

    [Fact]
    public async Task Key_IsRenewedBeforeItsEndInTheLastTenMinutes()
    {
        Respond(get: _ => Key());
        using ModelArtsClient client = Client();
        await client.CallAsync();

        _cloud.Clock.Advance(TimeSpan.FromMinutes(50));
        await client.CallAsync();
        Assert.Equal(1, _keys);

        _cloud.Clock.Advance(TimeSpan.FromMinutes(3));
        await client.CallAsync();
        Assert.Contains("Access=ak-1,", _cloud.ServiceRequests.Last().Headers["Authorization"], StringComparison.Ordinal);
        for (int round = 0; round < 500 && Volatile.Read(ref _keys) < 2; round++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, _keys);
    }

    [Fact]
    public async Task FirstCalls_OneThousandAtOnce_AskOnce()
    {
        Respond(get: _ => Key());
        using ModelArtsClient client = Client();

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => client.CallAsync())));

        Assert.Equal(2, _cloud.MetadataRequests.Count());
    }

    [Fact]
    public async Task SessionThatIsRefused_IsOpenedOnceAnew()
    {
        int sessions = 0;
        Respond(
            put: () => Text($"session-{++sessions}"),
            get: request => request.Headers["X-Metadata-Token"] == "session-1" ? Text("expired", HttpStatusCode.Unauthorized) : Key());
        using ModelArtsClient client = Client();

        await client.CallAsync();

        Assert.Equal(4, _cloud.MetadataRequests.Count());
    }

    [Fact]
    public async Task SessionThatIsRefusedAgain_IsAnError()
    {
        Respond(get: _ => Text("expired", HttpStatusCode.Unauthorized));
        using ModelArtsClient client = Client();

        Assert.Contains("HTTP 401", (await client.FailAsync()).Message, StringComparison.Ordinal);
        Assert.Equal(4, _cloud.MetadataRequests.Count());
    }

    [Fact]
    public async Task ServerWithoutAgency_IsToldSoAndNotAskedAgain()
    {
        Respond(get: _ => Text("Please configure Cloud Service Agency first", HttpStatusCode.Unauthorized));
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Contains("the server has no agency. Give it one", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsUnavailable);
        Assert.Equal(2, _cloud.MetadataRequests.Count());
    }

    [Fact]
    public async Task NobodyAnswers_IsGivenUpAfterThreeSeconds()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Metadata = (_, token) =>
        {
            asked.SetResult();
            return Never.AnswerAsync(token);
        };
        using ModelArtsClient client = Client();
        Task<ModelArtsAuthenticationException> call = client.FailAsync();
        await asked.Task;

        _cloud.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(call.IsCompleted);
        _cloud.Clock.Advance(TimeSpan.FromSeconds(0.1));
        ModelArtsAuthenticationException error = await call.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.True(error.IsUnavailable);
        Assert.Contains("did not answer within 3 s", error.Message, StringComparison.Ordinal);
        Assert.Single(_cloud.MetadataRequests);
    }

    [Fact]
    public async Task TheQuestionsOfOneReading_ShareThreeSeconds()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Metadata = (request, token) =>
        {
            if (request.Method == HttpMethod.Put)
            {
                _cloud.Clock.Advance(TimeSpan.FromSeconds(2));
                return Task.FromResult(Text("session"));
            }

            asked.SetResult();
            return Never.AnswerAsync(token);
        };
        using ModelArtsClient client = Client();
        Task<ModelArtsAuthenticationException> call = client.FailAsync();
        await asked.Task;

        _cloud.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("did not answer within 3 s", (await call.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoRoute_IsUnavailableWithItsCause()
    {
        _cloud.Metadata = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "no route");
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.True(error.IsUnavailable);
        Assert.Contains("nothing answers there", error.Message, StringComparison.Ordinal);
        Assert.IsType<ModelArtsConnectionException>(error.InnerException);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(500)]
    [InlineData(302)]
    public async Task SessionThatIsDenied_IsUnavailable(int status)
    {
        Respond(put: () => new((HttpStatusCode)status));
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.True(error.IsUnavailable);
        Assert.Contains($"HTTP {status} when asked for a token", error.Message, StringComparison.Ordinal);
        Assert.Single(_cloud.MetadataRequests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("<html>\nlogin</html>")]
    public async Task SessionThatIsNone_IsUnavailable(string text)
    {
        Respond(put: () => Text(text));
        using ModelArtsClient client = Client();

        Assert.Contains("is not a token", (await client.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("canary")]
    [InlineData("""{"credential":{}}""")]
    [InlineData("""{"credential":{"access":"canary","secret":"canary","securitytoken":"canary"}}""")]
    [InlineData("""{"credential":{"access":"canary","secret":"canary","securitytoken":"canary","expires_at":"canary"}}""")]
    [InlineData("""{"credential":{"access":"canary","secret":" ","expires_at":"2026-01-02T04:04:05.000000Z"}}""")]
    [InlineData("""{"credential":{"access":"canary key","secret":"s","expires_at":"2026-01-02T04:04:05.000000Z"}}""")]
    [InlineData("""{"credential":{"access":{"canary":1},"secret":"s"}}""")]
    public async Task KeyThatIsNone_IsUnavailableAndNotShown(string body)
    {
        Respond(get: _ => RecordingTransport.Json(body));
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.True(error.IsUnavailable);
        Assert.Contains("is not a key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedKey_IsAskedForAnewOnce()
    {
        Respond(get: _ => Key());
        _cloud.Service = request => request.Headers["X-Security-Token"] == "canary-st-1"
            ? Answer.Error(HttpStatusCode.Unauthorized, "ModelArts.0206")()
            : Answer.Status("RUNNING")();
        using ModelArtsClient client = Client();

        await client.CallAsync();

        Assert.Equal(["canary-st-1", "canary-st-2"], _cloud.ServiceRequests.Select(request => request.Headers["X-Security-Token"]));
    }

    [Fact]
    public async Task ProjectLookup_IsSignedWithTheKeyOfTheServer()
    {
        Respond(get: _ => Key());
        using ModelArtsClient client = _cloud.Client(new EcsMetadataCredential(FakeCloud.MetadataAddress), projectId: null);

        await client.CallAsync();

        Assert.Equal("canary-st-1", Assert.Single(_cloud.ProjectRequests).Headers["X-Security-Token"]);
    }

    private static HttpResponseMessage Text(string text, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(text) };

    private ModelArtsClient Client() => _cloud.Client(new EcsMetadataCredential(FakeCloud.MetadataAddress));

    private HttpResponseMessage Key()
    {
        int number = Interlocked.Increment(ref _keys);
        return RecordingTransport.Json($$$"""
            {"credential":{"access":"ak-{{{number}}}","secret":"canary-sk-{{{number}}}","securitytoken":"canary-st-{{{number}}}",
            "expires_at":"{{{FakeCloud.Text(_cloud.Clock.GetUtcNow().AddHours(1))}}}"}}
            """);
    }

    private void Respond(Func<HttpResponseMessage>? put = null, Func<RecordedRequest, HttpResponseMessage>? get = null) =>
        _cloud.Metadata = (request, _) => Task.FromResult(
            request.Method == HttpMethod.Put ? put?.Invoke() ?? Text("session") : get?.Invoke(request) ?? throw new InvalidOperationException("No key is expected."));
}
