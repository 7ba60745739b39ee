using System.Net;
using ModelArts.Sdk.ContractTests.Service;

namespace ModelArts.Sdk.ContractTests.Errors;

/// <summary>The gateway, IAM and the service each have a shape of their own for an error: code and message come out of all of them.</summary>
public sealed class ErrorBodyShapeTests
{
    [Theory]
    [InlineData("""{"error_code":"ModelArts.6309","error_msg":"No such instance."}""", "ModelArts.6309", "No such instance.")]
    [InlineData("""{"error_message":"No such instance.","error_code":"ModelArts.6309"}""", "ModelArts.6309", "No such instance.")]
    [InlineData("""{"error_msg":"API not found","error_code":"APIGW.0101","request_id":"gw"}""", "APIGW.0101", "API not found")]
    [InlineData("""{"code":"ModelArts.6309","message":"No such instance."}""", "ModelArts.6309", "No such instance.")]
    [InlineData("""{"error":{"code":"ModelArts.6309","message":"No such instance."}}""", "ModelArts.6309", "No such instance.")]
    [InlineData("""{"error":{"error_code":"ModelArts.6309","error_msg":"No such instance."},"status":"x"}""", "ModelArts.6309", "No such instance.")]
    [InlineData("""{"error":{"code":400,"message":"Bad.","title":"Bad Request"}}""", "400", "Bad.")]
    [InlineData("""{"error_code":6309,"error_msg":"Numeric."}""", "6309", "Numeric.")]
    [InlineData("""{"error_code":"ModelArts.9999","error_msg":"New."}""", "ModelArts.9999", "New.")]
    [InlineData("""{"error_code":"ModelArts.6309"}""", "ModelArts.6309", null)]
    [InlineData("""{"error_code":"ModelArts.6309","error_msg":""}""", "ModelArts.6309", null)]
    [InlineData("""{"error_code":null,"error_msg":"Only words."}""", "", "Only words.")]
    [InlineData("""{"error_msg":"ä 中 \u00e4","error_code":"ModelArts.0101","encoded_authorization_message":"zzz"}""", "ModelArts.0101", "ä 中 ä")]
    public async Task Get_ErrorInJson_HasItsCodeAndMessage(string body, string code, string? message) =>
        await AssertErrorAsync(body, "application/json", code, message);

    [Theory]
    [InlineData("<Error><Code>NoSuchBucket</Code><Message>No bucket.</Message><RequestId>obs</RequestId></Error>", "NoSuchBucket", "No bucket.")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<error><code>X.1</code><message><![CDATA[a < b]]></message></error>", "X.1", "a < b")]
    [InlineData("<r xmlns=\"urn:x\"><inner><error_code>X.1</error_code><error_msg>Deep.</error_msg></inner></r>", "X.1", "Deep.")]
    public async Task Get_ErrorInXml_HasItsCodeAndMessage(string body, string code, string message) =>
        await AssertErrorAsync(body, "application/xml", code, message);

    [Theory]
    [InlineData("upstream connect error", "upstream connect error")]
    [InlineData("[\"an\",\"array\"]", "[\"an\",\"array\"]")]
    [InlineData("\"a string\"", "\"a string\"")]
    [InlineData("{\"error_code\":\"cut of", "{\"error_code\":\"cut of")]
    public async Task Get_ErrorInPlainText_HasTheTextAsMessage(string body, string message) =>
        await AssertErrorAsync(body, "text/plain", "", message);

    [Theory]
    [InlineData("<html><head><title>502 Bad Gateway</title></head><body><hr>nginx</body></html>", "text/html")]
    [InlineData("<!DOCTYPE html><html><body><p>Down & out", "text/html")]
    [InlineData("", "application/json")]
    [InlineData("", "")]
    public async Task Get_ErrorInHtmlOrEmpty_HasItsStatusOnly(string body, string contentType) =>
        await AssertErrorAsync(body, contentType, "", null);

    [Fact]
    public async Task Get_ErrorWithoutContentType_IsReadByItsContent() =>
        await AssertErrorAsync("""{"error_code":"ModelArts.6309","error_msg":"No such instance."}""", "", "ModelArts.6309", "No such instance.");

    [Fact]
    public async Task Get_ErrorUnderACharsetThatNobodyKnows_IsReadAsUtf8() =>
        await AssertErrorAsync("""{"error_code":"X.1","error_msg":"中"}""", "application/json; charset=klingon", "X.1", "中");

    [Fact]
    public async Task Get_XmlThatDefinesEntities_ExpandsNone() =>
        await AssertErrorAsync(
            "<!DOCTYPE e [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><Error><Code>X.1</Code><Message>&b;</Message></Error>", "application/xml", "", null);

    [Fact]
    public async Task Get_ErrorTenThousandLevelsDeep_IsAnErrorLikeAnyOther()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, string.Concat(Enumerable.Repeat("{\"a\":", 10_000)));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
    }

    private static async Task AssertErrorAsync(string body, string contentType, string code, string? message)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, body, ("Content-Type", contentType));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.Equal(code, exception.ErrorCode.Value);
        Assert.Equal(message, exception.ErrorMessage);
        Assert.Contains("HTTP 400", exception.Message, StringComparison.Ordinal);
        Assert.Contains(code, exception.Message, StringComparison.Ordinal);
        Assert.Contains(message ?? "", exception.Message, StringComparison.Ordinal);
        Assert.Contains(NotebookService.InstanceId, exception.Message, StringComparison.Ordinal);
        Assert.Equal(NotebookService.InstanceId, exception.InstanceId);
    }
}
