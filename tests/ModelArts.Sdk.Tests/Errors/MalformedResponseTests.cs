using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Errors;

/// <summary>A success by its status that is none by its body.</summary>
public sealed class MalformedResponseTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("42")]
    [InlineData("{\"id\":null}")]
    [InlineData("{\"id\":\"\"}")]
    [InlineData("{\"id\":\" \"}")]
    [InlineData("{\"id\":\"..\"}")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"id\":\"DE-1\"")]
    [InlineData("{\"id\":\"DE-1\",\"spec\":[]}")]
    [InlineData("{\"id\":\"DE-1\",\"status\":1}")]
    [InlineData("{\"id\":\"DE-1\",\"creation_timestamp\":\"yesterday\"}")]
    [InlineData("<html><title>Log in</title></html>")]
    [InlineData("words")]
    public async Task CreateAsync_SuccessWithoutAnInstance_IsMalformed(string body)
    {
        using ModelArtsClient client = TestClient.Create(() => RecordingTransport.Json(body));

        CreateOutcomeUnknownException unknown = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(
            () => client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken));

        MalformedResponseException exception = Assert.IsType<MalformedResponseException>(Assert.Single(unknown.Attempts).Failure);
        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
        Assert.Equal(body.Trim(), exception.Snippet);
        Assert.Contains("Whether the service did what was asked is not known.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_NoContent_IsMalformed()
    {
        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(
            () => TestClient.GetAsync(static () => new HttpResponseMessage(HttpStatusCode.NoContent)));

        Assert.Contains("its body is empty", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_DeeplyNested_IsMalformed() => await Assert.ThrowsAsync<MalformedResponseException>(
        () => TestClient.GetAsync(static () => RecordingTransport.Json("{\"id\":" + new string('[', 10_000))));

    [Fact]
    public async Task GetAsync_WebPage_SaysWhatMayStandBetween()
    {
        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(
            () => TestClient.GetAsync(static () => RecordingTransport.Json("<html>hello</html>")));

        Assert.Contains("a proxy or a login page may stand between", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hello", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_LongBodyWithTheToken_SnippetIsShortAndFreeOfIt()
    {
        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(
            () => TestClient.GetAsync(static () => RecordingTransport.Json($"{TestClient.Token} password: hunter2 " + new string('x', 5000))));

        Assert.Equal(200, exception.Snippet.Length);
        Assert.StartsWith("*** password: *** xxx", exception.Snippet, StringComparison.Ordinal);
        Assert.DoesNotContain(TestClient.Token, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_RequestId_IsKept()
    {
        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(() => TestClient.GetAsync(static () =>
        {
            HttpResponseMessage response = RecordingTransport.Json("{}");
            response.Headers.Add("X-Request-Id", "r-1");
            return response;
        }));

        Assert.Equal("r-1", exception.RequestId);
        Assert.EndsWith("(request r-1) [instance DE-1]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_UnknownCharset_IsReadAsUtf8()
    {
        HttpResponseMessage response = RecordingTransport.Json("""{"id":"DE-1","name":"名"}""");
        response.Content.Headers.ContentType!.CharSet = "x-nonsense";

        Assert.Equal("名", (await TestClient.GetAsync(() => response)).Name);
    }

    [Fact]
    public async Task GetAsync_ByteOrderMark_IsSkipped() =>
        Assert.Equal("DE-1", (await TestClient.GetAsync(static () => RecordingTransport.Json("\uFEFF{\"id\":\"DE-1\"}"))).Id);
}
