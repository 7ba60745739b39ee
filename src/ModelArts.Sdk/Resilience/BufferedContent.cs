using System.Net;

namespace ModelArts.Sdk.Resilience;

/// <summary>
/// A body in memory, in the buffer that <see cref="HttpContent"/> itself can keep: whoever buffers it again, as Refit does with every
/// body, copies nothing.
/// </summary>
internal sealed class BufferedContent : HttpContent
{
    private readonly int _length;
    private RentedBody? _source;

    private BufferedContent(RentedBody source, int length) => (_source, _length) = (source, length);

    /// <summary>Copies a body, or so much of its beginning; afterwards it is not needed. Waits for nothing.</summary>
    public static async ValueTask<BufferedContent> CopyAsync(RentedBody body, int length)
    {
        BufferedContent content = new(body, length);
        await content.LoadIntoBufferAsync().ConfigureAwait(false);
        content._source = null;
        return content;
    }

    // Called once, to fill the buffer; from then on the base class answers out of that.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _source!.WriteToAsync(stream, _length);

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
