using System.Globalization;
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetAsync_BodyOfManyPieces_IsReadAsItCame(bool saysItsLength)
    {
        // No two pieces of it are alike: one in the wrong place, or twice, would show.
        string name = string.Concat(Enumerable.Range(0, 500_000).Select(static number => number.ToString("x7", CultureInfo.InvariantCulture)));
        byte[] body = Encoding.ASCII.GetBytes(Head + '"' + name + "\"}");
        ModelArtsClientOptions options = TestClient.Options(new RecordingTransport(_ => new HttpResponseMessage
        {
            Content = saysItsLength ? new ByteArrayContent(body) : new StreamContent(new ShortReads(body)),
        }));
        using ModelArtsClient client = new(options);

        DevEnvironmentInstance instance = await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(name, instance.Name);
    }

    [Fact]
    public async Task GetAsync_HugeBodyOfAnErrorThatHidesItsLength_IsReadTo64KiB()
    {
        ShortReads body = new(Encoding.ASCII.GetBytes(new string('x', 1_000_000)));
        using ModelArtsClient client = TestClient.Create(() => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StreamContent(body) });

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(64 * 1024, exception.ErrorMessage?.Length);
        Assert.Equal((64 * 1024) + 1, body.BytesRead);
    }

    [Fact]
    public async Task GetAsync_BodyThatSaysThatItIsTooLarge_IsNotReadAndLetGo()
    {
        Unread content = new(1025);

        await Assert.ThrowsAsync<MalformedResponseException>(() => GetAsync(content, HttpStatusCode.OK));

        // A content that is not let go keeps its connection.
        Assert.Equal((false, true), (content.WasRead, content.WasDisposed));
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

    /// <summary>A body that does not say how long it is, and comes in pieces that fit into nothing.</summary>
    private sealed class ShortReads(byte[] body) : MemoryStream(body)
    {
        private const int Piece = 9973;

        public int BytesRead { get; private set; }

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer[..Math.Min(Piece, buffer.Length)], cancellationToken);
            BytesRead += read;
            return read;
        }
    }

    /// <summary>A body that says how long it is.</summary>
    private sealed class Unread : HttpContent
    {
        public Unread(long length) => Headers.ContentLength = length;

        public bool WasRead { get; private set; }

        public bool WasDisposed { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            WasRead = true;
            return Task.CompletedTask;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            WasDisposed = true;
            base.Dispose(disposing);
        }
    }
}
