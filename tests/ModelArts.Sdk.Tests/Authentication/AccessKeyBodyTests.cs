using System.IO.Pipelines;
using System.Text;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Signing;

namespace ModelArts.Sdk.Tests.Authentication;

/// <summary>The body is signed as it is sent, and can be sent again.</summary>
public sealed class AccessKeyBodyTests
{
    private const string Json = """{"name":"中文 ü 😀"}""";

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Json);

    public static TheoryData<string> Bodies => ["none", "empty", "bytes", "slice", "string", "utf-16", "form", "stream", "one-way stream", "large"];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task AuthenticateAsync_AnyBody_IsSignedAsItIsSent(string kind)
    {
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            using HttpRequestMessage message = SignedRequest.Message();
            message.Method = method;
            message.Content = await BodyAsync(kind);
            AccessKeyCredential credential = new(SignatureCheck.AccessKey, SignatureCheck.SecretKey);

            SignedRequest first = await SignedRequest.MakeAsync(credential, message);
            SignedRequest again = await SignedRequest.MakeAsync(credential, message);

            first.Verify();
            Assert.Equal(first.Headers["Authorization"], again.Headers["Authorization"]);
            Assert.Equal(first.Body, again.Body);
            Assert.Equal(kind is "none" or "empty", first.Body.Length == 0);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AuthenticateAsync_AHandlerHasReadTheBody_IsSignedWhole(bool closed)
    {
        using HttpRequestMessage message = SignedRequest.Message();
        message.Content = new ByteArrayContent(Bytes);
        Stream stream = await message.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        stream.Position = 5;
        if (closed)
        {
            await stream.DisposeAsync();
        }

        (await SignedRequest.MakeAsync(new(SignatureCheck.AccessKey, SignatureCheck.SecretKey), message)).Verify();
    }

    private static async Task<HttpContent?> BodyAsync(string kind) => kind switch
    {
        "empty" => new ByteArrayContent([]),
        "bytes" => new ByteArrayContent(Bytes),
        "slice" => new ByteArrayContent(Bytes, 3, 7),
        "string" => new StringContent(Json),
        "utf-16" => new StringContent(Json, Encoding.Unicode),
        "form" => new FormUrlEncodedContent([new("a", "b c")]),
        "stream" => new StreamContent(new MemoryStream(Bytes)),
        "one-way stream" => new StreamContent(await OneWayAsync()),
        "large" => new ByteArrayContent([.. Enumerable.Repeat((byte)'x', 3_000_000)]),
        _ => null,
    };

    private static async Task<Stream> OneWayAsync()
    {
        Pipe pipe = new();
        await pipe.Writer.WriteAsync(Bytes);
        await pipe.Writer.CompleteAsync();
        return pipe.Reader.AsStream();
    }
}
