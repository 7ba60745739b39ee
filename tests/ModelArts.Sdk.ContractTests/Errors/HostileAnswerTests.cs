using System.Net;
using System.Text;
using ModelArts.Sdk.ContractTests.Service;
using WireMock.ResponseBuilders;

namespace ModelArts.Sdk.ContractTests.Errors;

/// <summary>Answers made to leak the token or to surface an exception that is not ours.</summary>
public sealed class HostileAnswerTests
{
    [Theory]
    [InlineData("""{"error_message":"\ud800"}""")]
    [InlineData("""{"\ud800":"x","error_message":"m"}""")]
    [InlineData("""{"q":{"\ud800":"x"},"error":{"message":"m"}}""")]
    public async Task Get_ErrorWithHalfASurrogatePair_IsAnErrorLikeAnyOther(string body)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, body);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
    }

    [Theory]
    [InlineData($$"""{"error_code":"X.1","request_id":"{{NotebookService.Token}}"}""", "X-Other")]
    [InlineData($$"""{"error_code":"{{NotebookService.Token}}"}""", "X-Other")]
    [InlineData($"<Error><Code>{NotebookService.Token}</Code></Error>", "X-Other")]
    [InlineData("", "X-Request-Id")]
    public async Task Get_ErrorThatEchoesTheTokenAsAnIdentifier_NowhereShowsIt(string body, string header)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, body, (header, NotebookService.Token));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ErrorCode.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.RequestId ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ErrorWithALongRequestId_ShowsAtMost200CharactersOfIt()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, $$"""{"error_code":"X.1","request_id":"{{new string('ж', 5000)}}"}""");

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.InRange(exception.Message.Count(character => character == 'ж'), 1, 200);
    }

    [Fact]
    public async Task Get_MalformedSuccessWithTheTokenAsAKey_NowhereShowsIt()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.OK, """{"id":"DE-1","spec":{"annotations":{"TOKEN":5}}}""".Replace("TOKEN", NotebookService.Token, StringComparison.Ordinal));

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Get_SuccessThatCannotBeDecompressed_ThrowsMalformedResponse(string encoding)
    {
        using NotebookService service = Damage(encoding, 200);

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(service.GetAsync);

        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
        Assert.Equal("request-1", exception.RequestId);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Get_ErrorThatCannotBeDecompressed_IsStillTheError(string encoding)
    {
        using NotebookService service = Damage(encoding, 502);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(HttpStatusCode.BadGateway, exception.StatusCode);
        Assert.Equal("request-1", exception.RequestId);
    }

    private static NotebookService Damage(string encoding, int status)
    {
        NotebookService service = new();
        service.AnswerGet(Response.Create()
            .WithStatusCode(status)
            .WithHeader("Content-Encoding", encoding)
            .WithHeader("X-Request-Id", "request-1")
            .WithBody(Encoding.ASCII.GetBytes("""{"id":"DE-1"}, and not compressed at all""")));
        return service;
    }
}
