using System.Net;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Errors;

/// <summary>From the shapes of an error's body, which differ, to one exception.</summary>
public sealed class ErrorMappingTests
{
    [Theory]
    [InlineData("""{"error_code":"ModelArts.6309","error_message":"gone"}""")]
    [InlineData("""{"error_code":"ModelArts.6309","error_msg":"gone"}""")]
    [InlineData("""{"code":"ModelArts.6309","message":"gone"}""")]
    [InlineData("""{"error":{"code":"ModelArts.6309","message":"gone"}}""")]
    [InlineData("""{"x":1,"error":{"error_code":"ModelArts.6309","error_msg":"gone"}}""")]
    [InlineData("<?xml version=\"1.0\"?><Error><Code>ModelArts.6309</Code><Message>gone</Message></Error>")]
    [InlineData("\uFEFF{\"error_code\":\"ModelArts.6309\",\"error_message\":\"gone\"}")]
    public async Task GetAsync_EveryShapeOfBody_GivesCodeAndMessage(string body)
    {
        ModelArtsApiException exception = await FailAsync(HttpStatusCode.BadRequest, body);

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.Equal(ModelArtsErrorCode.InstanceNotFound, exception.ErrorCode);
        Assert.Equal("gone", exception.ErrorMessage);
        Assert.Equal(
            "GET /v1/{projectId}/demanager/instances/{instanceId} was refused: HTTP 400, ModelArts.6309: gone. "
            + "Check the instance id, the project and the region. [instance DE-1]",
            exception.Message);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("   ", "   ")]
    [InlineData("plain words", "plain words")]
    [InlineData("[1]", "[1]")]
    [InlineData("{\"error_code\":", "{\"error_code\":")]
    [InlineData("<html><body>Bad gateway<br></body></html>", null)]
    [InlineData("{\"error_code\":null,\"error_msg\":\"no\"}", "no")]
    [InlineData("{\"error_code\":{},\"error_msg\":\" \",\"message\":\"no\"}", "no")]
    [InlineData("{\"error\":{}}", "{\"error\":{}}")]
    [InlineData("<Error><Message>cut o", null)]
    public async Task GetAsync_BodyWithoutACode_LeavesTheCodeEmpty(string body, string? said)
    {
        ModelArtsApiException exception = await FailAsync(HttpStatusCode.BadGateway, body);

        Assert.Equal(default, exception.ErrorCode);
        Assert.Equal(said, exception.ErrorMessage);
        Assert.Contains("HTTP 502", exception.Message, StringComparison.Ordinal);
        Assert.Contains("try again later", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_NumericCode_IsKept() =>
        Assert.Equal("503", (await FailAsync(HttpStatusCode.ServiceUnavailable, """{"error":{"code":503,"message":"no"}}""")).ErrorCode.Value);

    [Fact]
    public async Task GetAsync_XmlWithAnEntity_IsNotExpanded()
    {
        ModelArtsApiException exception = await FailAsync(
            HttpStatusCode.BadRequest, "<!DOCTYPE x [<!ENTITY e \"boom\">]><Error><Code>c</Code><Message>&e;</Message></Error>");

        Assert.Null(exception.ErrorMessage);
    }

    [Fact]
    public async Task GetAsync_LongMessage_IsShortenedInMessageAndWholeInErrorMessage()
    {
        string text = new('x', 5000);

        ModelArtsApiException exception = await FailAsync(
            HttpStatusCode.BadRequest, $$"""{"error_code":"{{new string('c', 500)}}","error_msg":"{{text}}","request_id":"{{new string('r', 5000)}}"}""");

        Assert.Equal(text, exception.ErrorMessage);
        Assert.Equal(200, exception.Message.Count(character => character == 'x') + 1);
        Assert.True(exception.Message.Length < 700, $"{exception.Message.Length} characters");
    }

    [Fact]
    public async Task GetAsync_MessageOverSeveralLines_StandsInOne()
    {
        ModelArtsApiException exception = await FailAsync(HttpStatusCode.BadRequest, """{"error_msg":"a\r\n\tb\u0000c"}""");

        Assert.Contains("HTTP 400: a b c.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, null)]
    [InlineData(HttpStatusCode.Unauthorized, "ModelArts.6201")]
    [InlineData(HttpStatusCode.Forbidden, "ModelArts.0206")]
    [InlineData(HttpStatusCode.BadRequest, "ModelArts.0204")]
    public async Task GetAsync_CredentialRefused_IsAnAuthenticationError(HttpStatusCode status, string? code)
    {
        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(
            () => TestClient.GetAsync(Answer.Error(status, code)));

        Assert.Equal(status, exception.StatusCode);
        Assert.Equal(code ?? "", exception.ErrorCode.Value);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "ModelArts.0108")]
    [InlineData(HttpStatusCode.Forbidden, "ModelArts.0204")]
    [InlineData(HttpStatusCode.BadRequest, "ModelArts.0206")]
    public async Task GetAsync_SameCodeUnderAnotherStatus_IsAnApiError(HttpStatusCode status, string code) =>
        Assert.False((await FailAsync(status, $$"""{"error_code":"{{code}}"}""")).IsTransient);

    [Theory]
    [InlineData("X-Request-Id")]
    [InlineData("X-IAM-Trace-Id")]
    public async Task GetAsync_RequestIdInAHeader_IsKeptAndCountsBeforeTheBody(string header)
    {
        ModelArtsApiException exception = await FailAsync(HttpStatusCode.BadRequest, """{"error_msg":"no","request_id":"body"}""", (header, "head"));

        Assert.Equal("head", exception.RequestId);
        Assert.Contains("(request head)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_RequestIdInTheBodyOnly_IsKept() =>
        Assert.Equal("body", (await FailAsync(HttpStatusCode.BadRequest, """{"error":{"message":"no"},"request_id":"body"}""")).RequestId);

    [Theory]
    [InlineData("""{"error_code":"c","error_msg":"the token CANARY is unknown"}""")]
    [InlineData("""{"error_code":"CANARY","error_msg":"no","request_id":"CANARY"}""")]
    [InlineData("CANARY")]
    public async Task GetAsync_ServiceRepeatsTheToken_ItIsNotShown(string body)
    {
        ModelArtsApiException exception = await FailAsync(
            HttpStatusCode.BadRequest, body.Replace("CANARY", TestClient.Token, StringComparison.Ordinal), ("X-Request-Id", $"r-{TestClient.Token}"));

        Assert.DoesNotContain(TestClient.Token, exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(TestClient.Token, exception.ErrorMessage ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(TestClient.Token, exception.RequestId, StringComparison.Ordinal);
        Assert.DoesNotContain(TestClient.Token, exception.ErrorCode.Value, StringComparison.Ordinal);
    }

    private static Task<ModelArtsApiException> FailAsync(HttpStatusCode status, string body, params (string Name, string Value)[] headers) =>
        Assert.ThrowsAsync<ModelArtsApiException>(() => TestClient.GetAsync(() =>
        {
            HttpResponseMessage response = RecordingTransport.Json(body, status);
            foreach ((string name, string value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        }));
}
