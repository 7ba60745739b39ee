using System.Net;
using ModelArts.Sdk.ContractTests.Service;

namespace ModelArts.Sdk.ContractTests.Errors;

/// <summary>Which exception an answer becomes: by status and code together, for a code means different things under different statuses.</summary>
public sealed class ErrorTypeTests
{
    [Theory]
    [InlineData(400, "ModelArts.6309")]
    [InlineData(404, "ModelArts.6309")]
    [InlineData(400, "ModelArts.0203")]
    [InlineData(403, "ModelArts.0204")]
    [InlineData(400, "ModelArts.0206")]
    [InlineData(403, "ModelArts.0108")]
    [InlineData(404, "APIGW.0101")]
    [InlineData(405, "")]
    [InlineData(408, "ModelArts.6100")]
    [InlineData(409, "ModelArts.9999")]
    [InlineData(413, "ModelArts.4104")]
    [InlineData(418, "")]
    [InlineData(422, "")]
    [InlineData(429, "ModelArts.6101")]
    [InlineData(500, "ModelArts.6102")]
    [InlineData(502, "")]
    [InlineData(503, "ModelArts.6309")]
    [InlineData(504, "")]
    [InlineData(599, "X")]
    public async Task Get_Error_IsAnApiExceptionWithItsStatusAndCode(int status, string code)
    {
        using NotebookService service = Answering(status, code);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(status, (int)exception.StatusCode);
        Assert.Equal(code, exception.ErrorCode.Value);
    }

    [Theory]
    [InlineData(401, "ModelArts.0201")]
    [InlineData(403, "ModelArts.0210")]
    [InlineData(401, "ModelArts.0204")]
    [InlineData(401, "ModelArts.6201")]
    [InlineData(401, "APIGW.0301")]
    [InlineData(401, "")]
    [InlineData(403, "ModelArts.0206")]
    [InlineData(400, "ModelArts.0204")]
    public async Task Get_CredentialRefused_IsAnAuthenticationException(int status, string code)
    {
        using NotebookService service = Answering(status, code);

        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(service.GetAsync);

        Assert.Equal(status, (int?)exception.StatusCode);
        Assert.Equal(code, exception.ErrorCode.Value);
        Assert.Equal("request-1", exception.RequestId);
        Assert.Equal(NotebookService.InstanceId, exception.InstanceId);
        Assert.Contains($"HTTP {status}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_IamErrorNestedWithANumber_IsAnAuthenticationException()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.Unauthorized, """{"error":{"code":401,"message":"The request you have made requires authentication.","title":"Unauthorized"}}""");

        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(service.GetAsync);

        Assert.Equal("401", exception.ErrorCode.Value);
        Assert.Contains("requires authentication", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408, "", true)]
    [InlineData(429, "", true)]
    [InlineData(500, "", true)]
    [InlineData(502, "", true)]
    [InlineData(503, "", true)]
    [InlineData(504, "", true)]
    [InlineData(400, "ModelArts.6100", true)]
    [InlineData(400, "modelarts.6101", true)]
    [InlineData(400, "ModelArts.6102", true)]
    [InlineData(400, "ModelArts.6333", true)]
    [InlineData(400, "ModelArts.6355", true)]
    [InlineData(400, "ModelArts.6360", true)]
    [InlineData(400, "ModelArts.6309", false)]
    [InlineData(400, "ModelArts.6357", false)]
    [InlineData(400, "", false)]
    [InlineData(404, "", false)]
    [InlineData(501, "", false)]
    public async Task Get_Error_SaysWhetherItMayBeGoneLater(int status, string code, bool transient)
    {
        using NotebookService service = Answering(status, code);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(transient, exception.IsTransient);
    }

    [Fact]
    public async Task Create_Error_IsAnApiExceptionWithoutAnInstance()
    {
        using NotebookService service = new();
        service.AnswerCreate(HttpStatusCode.BadRequest, """{"error_code":"ModelArts.6301","error_message":"Name in use."}""");

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => service.CreateAsync());

        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, exception.ErrorCode);
        Assert.Null(exception.InstanceId);
        Assert.StartsWith("POST /v1/{projectId}/demanager/instances was refused: HTTP 400, ModelArts.6301: Name in use.", exception.Message, StringComparison.Ordinal);
        Assert.Single(service.Log);
    }

    private static NotebookService Answering(int status, string code)
    {
        NotebookService service = new();
        service.AnswerGet((HttpStatusCode)status, code.Length == 0 ? "" : $$"""{"error_code":"{{code}}","error_message":"m"}""", ("X-Request-Id", "request-1"));
        return service;
    }
}
