using System.Net;

namespace ModelArts.Sdk.Resilience;

/// <summary>
/// A body in memory, in the buffer that <see cref="HttpContent"/> itself can keep: whoever buffers it again, as Refit does with every
/// body, copies nothing.
/// </summary>
internal sealed class BufferedContent : HttpContent
{
    private ReadOnlyMemory<byte> _borrowed;

    private BufferedContent(ReadOnlyMemory<byte> borrowed) => _borrowed = borrowed;

    /// <summary>Makes the content out of memory that is not needed afterwards. Waits for nothing.</summary>
    public static async ValueTask<BufferedContent> CopyAsync(ReadOnlyMemory<byte> body)
    {
        BufferedContent content = new(body);
        await content.LoadIntoBufferAsync().ConfigureAwait(false);
        content._borrowed = default;
        return content;
    }

    // Called once, to fill the buffer; from then on the base class answers out of that.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_borrowed).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = _borrowed.Length;
        return true;
    }
}
