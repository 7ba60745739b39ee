using System.Net.Http.Headers;

namespace ModelArts.Sdk.Resilience;

/// <summary>
/// Reads a body whole and within a limit, while the attempt's time limit still counts: afterwards nothing can hang on the network.
/// </summary>
internal static class ResponseBuffer
{
    /// <summary>More than this of an error's body says nothing that the beginning does not.</summary>
    public const int MaxErrorBytes = 64 * 1024;

    /// <summary>What is rented for a body that does not say how long it is.</summary>
    private const int FirstBytes = 16 * 1024;

    /// <summary>Replaces the content of a response by one in memory.</summary>
    /// <exception cref="UnreadableResponseException">
    /// A successful answer is larger than <paramref name="maxBytes"/>, or cannot be decompressed.
    /// </exception>
    public static async Task LoadAsync(HttpResponseMessage response, long maxBytes, CancellationToken cancellationToken)
    {
        bool success = response.IsSuccessStatusCode;
        int limit = (int)(success ? maxBytes : Math.Min(maxBytes, MaxErrorBytes));
        HttpContent content = response.Content;
        if (success && content.Headers.ContentLength > limit)
        {
            throw UnreadableResponseException.TooLarge(limit);
        }

        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        BufferedContent buffered;
        await using (stream.ConfigureAwait(false))
        {
            buffered = await ReadAsync(stream, content.Headers.ContentLength, limit, success, cancellationToken).ConfigureAwait(false);
        }

        // As they came: most of them nobody will ask for, and those are not parsed.
        foreach ((string name, HeaderStringValues values) in content.Headers.NonValidated)
        {
            // The length is the buffer's own: that of the header may be the compressed one, or a lie.
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                buffered.Headers.TryAddWithoutValidation(name, values.ToString());
            }
        }

        response.Content = buffered;
        content.Dispose();
    }

    /// <summary>Reads to the end, or as far as it takes to see that it is too much.</summary>
    private static async ValueTask<BufferedContent> ReadAsync(Stream stream, long? length, int limit, bool isSuccess, CancellationToken cancellationToken)
    {
        // One more than is said, so that the end is seen without growing; it may say what it likes.
        using RentedBody body = new((int)Math.Clamp(length ?? FirstBytes, 0, RentedBody.MaxSegmentBytes - 1) + 1);
        while (true)
        {
            // Not more is read than shows that it is too much.
            int read = await ReadSomeAsync(stream, body.Room(limit + 1 - body.Count), isSuccess, cancellationToken).ConfigureAwait(false);
            body.Add(read);
            if (body.Count > limit && isSuccess)
            {
                throw UnreadableResponseException.TooLarge(limit);
            }

            if (read == 0 || (!isSuccess && body.Count >= limit))
            {
                return await BufferedContent.CopyAsync(body, Math.Min(body.Count, limit)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads; 0 at the end, and where the rest of an error's body cannot be decompressed.</summary>
    private static async ValueTask<int> ReadSomeAsync(Stream stream, Memory<byte> buffer, bool isSuccess, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or (InvalidOperationException and not ObjectDisposedException))
        {
            // What gzip and Brotli throw on bytes that they did not write.
            return isSuccess ? throw UnreadableResponseException.Damaged(exception) : 0;
        }
    }
}
