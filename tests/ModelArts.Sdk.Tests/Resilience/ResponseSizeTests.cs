using System.Net;
using System.Text;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

public sealed class ResponseSizeTests
{
    private const string Head = """{"id":"DE-1","name":""";

    [Fact]
    public async Task GetAsync_BodyOfTheGreatestSize_IsRead() => Assert.Equal("DE-1", (await GetAsync(Body(1024))).Id);

    [Fact]
    public async Task GetAsync_BodyOneByteLarger_IsMalformed()
    {
        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(() => GetAsync(Body(1025)));

        Assert.Contains("larger than MaxResponseBytes (1024 bytes)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, exception.StatusCode);
    }

    [Fact]
    public async Task GetAsync_LargerBodyThatHidesItsLength_IsMalformed()
    {
        StreamContent content = new(new MemoryStream(Encoding.ASCII.GetBytes(Body(1025))));
        content.Headers.ContentLength = null;

        await Assert.ThrowsAsync<MalformedResponseException>(() => GetAsync(content, HttpStatusCode.OK));
    }

    [Fact]
    public async Task GetAsync_LargeBodyOfAnError_IsReadInPart()
    {
        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(
            () => GetAsync(new StringContent("words " + new string('x', 5000)), HttpStatusCode.BadRequest));

        Assert.Equal(1024, exception.ErrorMessage?.Length);
    }

    [Fact]
    public async Task GetAsync_HugeBodyOfAnError_IsReadTo64KiB()
    {
        using ModelArtsClient client = TestClient.Create(
            static () => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent(new string('x', 100_000)) });

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(64 * 1024, exception.ErrorMessage?.Length);
    }

    private static string Body(int size) => Head + '"' + new string('x', size - Head.Length - 3) + "\"}";

    private static Task<DevEnvironmentInstance> GetAsync(string body) =>
        GetAsync(new StringContent(body, Encoding.ASCII, "application/json"), HttpStatusCode.OK);

    private static async Task<DevEnvironmentInstance> GetAsync(HttpContent content, HttpStatusCode status)
    {
        ModelArtsClientOptions options = TestClient.Options(new RecordingTransport(_ => new HttpResponseMessage(status) { Content = content }));
        options.MaxResponseBytes = 1024;
        using ModelArtsClient client = new(options);
        return await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);
    }
}
