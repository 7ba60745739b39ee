using System.Net;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Iam;

public sealed class IamErrorTests
{
    private readonly FakeCloud _cloud = new();

    [Theory]
    [InlineData(401, """{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}""", "The username or password is wrong", "Check the user, the password and the domain")]
    [InlineData(401, """{"error_code":"IAM.0101","error_msg":"bad"}""", "IAM.0101: bad", "HUAWEI ID has none")]
    [InlineData(403, """{"error":{"code":403,"message":"locked"}}""", "locked", "Check the domain and the project")]
    [InlineData(400, """{"code":"IAM.1","message":"no scope"}""", "no scope", "Check the domain and the project")]
    [InlineData(404, "<html><body>Not here</body></html>", "HTTP 404", "Check the endpoint")]
    [InlineData(404, "", "HTTP 404", "Check the endpoint")]
    [InlineData(429, "slow down", "slow down", "try again later")]
    [InlineData(500, "<Error><Code>E1</Code><Message>boom</Message></Error>", "E1: boom", "try again later")]
    [InlineData(502, "<html>", "HTTP 502", "try again later")]
    [InlineData(503, """{"error_msg":"down"}""", "down", "try again later")]
    [InlineData(302, "", "redirect", "not followed")]
    public async Task Refusal_EveryShape_SaysWhatIamSaysAndWhatToDo(int status, string body, string said, string advice)
    {
        HttpResponseMessage response = RecordingTransport.Json(body, (HttpStatusCode)status);
        response.Headers.Add("X-IAM-Trace-Id", "trace-1");
        ModelArtsAuthenticationException error = await FailAsync(response);

        Assert.StartsWith("IAM gave no token. POST iam.cn-north-4.myhuaweicloud.com was refused: HTTP", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Contains("trace-1", error.Message, StringComparison.Ordinal);
        Assert.Equal("trace-1", error.RequestId);
        Assert.Equal(status, (int)error.StatusCode!.Value);
        Assert.IsAssignableFrom<ModelArtsException>(error.InnerException);
        Assert.False(error.IsUnavailable);
        Assert.Empty(_cloud.ServiceRequests);
    }

    [Theory]
    [InlineData(201, "")]
    [InlineData(201, "null")]
    [InlineData(201, "[]")]
    [InlineData(201, "{}")]
    [InlineData(201, """{"token":null}""")]
    [InlineData(201, """{"token":{}}""")]
    [InlineData(201, """{"token":{"expires_at":null}}""")]
    [InlineData(201, """{"token":{"expires_at":12}}""")]
    [InlineData(201, """{"token":{"expires_at":"soon"}}""")]
    [InlineData(201, """{"token":{"expires_at":"2026-01-03T03:0""")]
    [InlineData(200, "<html>Sign in with canary-body-token</html>")]
    [InlineData(201, """{"access":{"token":{"id":"canary-body-token"}}}""")]
    [InlineData(204, "")]
    public async Task Success_ThatIsNone_IsMalformedAndShowsNothingOfTheBody(int status, string body)
    {
        HttpResponseMessage response = RecordingTransport.Json(body, (HttpStatusCode)status);
        response.Headers.Add("X-Subject-Token", "canary-token");
        response.Headers.Add("X-IAM-Trace-Id", "trace-1");
        ModelArtsAuthenticationException error = await FailAsync(response);

        MalformedResponseException cause = Assert.IsType<MalformedResponseException>(error.InnerException);
        Assert.Equal("", cause.Snippet);
        Assert.Equal((status, "trace-1"), ((int)error.StatusCode!.Value, error.RequestId));
        Assert.Contains("Check that IamEndpoint is an endpoint of IAM", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("ümlaut")]
    public async Task Success_WithoutAUsableToken_SaysSo(string? token)
    {
        HttpResponseMessage response = RecordingTransport.Json("""{"token":{"expires_at":"2026-01-03T03:04:05.000000Z"}}""", HttpStatusCode.Created);
        if (token is not null)
        {
            response.Headers.TryAddWithoutValidation("X-Subject-Token", token);
        }

        ModelArtsAuthenticationException error = await FailAsync(response);

        Assert.Contains("X-Subject-Token is missing, or holds no token", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "The name of https://iam.cn-north-4.myhuaweicloud.com is not known")]
    [InlineData(HttpRequestError.ConnectionError, "nothing answers there")]
    [InlineData(HttpRequestError.SecureConnectionError, "TLS failed")]
    public async Task NoConnection_HasItsCause(HttpRequestError kind, string said)
    {
        _cloud.Token = (_, _) => throw new HttpRequestException(kind, "x");
        using ModelArtsClient client = _cloud.Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal(kind, Assert.IsType<ModelArtsConnectionException>(error.InnerException).Error);
        Assert.Null(error.StatusCode);
    }

    [Fact]
    public async Task IamThatDoesNotAnswer_IsGivenUpAfterHalfOfAnAttempt()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = (_, token) =>
        {
            asked.SetResult();
            return Never.AnswerAsync(token);
        };
        using ModelArtsClient client = _cloud.Client();
        Task<ModelArtsAuthenticationException> call = client.FailAsync();
        await asked.Task;

        _cloud.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        _cloud.Clock.Advance(TimeSpan.FromSeconds(1));
        ModelArtsAuthenticationException error = await call.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<ModelArtsTimeoutException>(error.InnerException).Timeout);
        Assert.Contains("iam.cn-north-4.myhuaweicloud.com did not answer in full within 30 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerThatNeverEnds_IsCutOff()
    {
        _cloud.Token = (_, _) =>
        {
            HttpResponseMessage response = RecordingTransport.Json(new string('x', 10_000), HttpStatusCode.Created);
            response.Headers.Add("X-IAM-Trace-Id", "trace-3");
            return Task.FromResult(response);
        };
        ModelArtsClientOptions options = _cloud.Options(FakeCloud.User());
        options.MaxResponseBytes = 1024;
        using ModelArtsClient client = new(options);

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Contains("larger than MaxResponseBytes (1024 bytes)", error.Message, StringComparison.Ordinal);
        Assert.Equal("trace-3", Assert.IsType<MalformedResponseException>(error.InnerException).RequestId);
        Assert.Equal("trace-3", error.RequestId);
    }

    [Fact]
    public async Task Refusal_ThatRepeatsTheRequest_ShowsNoPassword()
    {
        _cloud.Token = (request, _) => Task.FromResult(RecordingTransport.Json("cannot read " + request.Body, HttpStatusCode.BadRequest));
        using ModelArtsClient client = _cloud.Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.DoesNotContain("canary-password", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary-password", ((ModelArtsApiException)error.InnerException!).ErrorMessage, StringComparison.Ordinal);

        _cloud.Token = (_, _) => Task.FromResult(RecordingTransport.Json($"'{FakeCloud.Password}' is wrong", HttpStatusCode.Unauthorized));
        error = await client.FailAsync();
        Assert.Contains("'***' is wrong", error.Message, StringComparison.Ordinal);
    }

    private async Task<ModelArtsAuthenticationException> FailAsync(HttpResponseMessage response)
    {
        _cloud.Token = (_, _) => Task.FromResult(response);
        using ModelArtsClient client = _cloud.Client();
        return await client.FailAsync();
    }
}
