using System.Buffers;
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

    /// <summary>What is rented at most for one that does: it may say what it likes.</summary>
    private const int MaxFirstBytes = 1024 * 1024;

    /// <summary>Replaces the content of a response by one in memory.</summary>
    /// <exception cref="UnreadableResponseException">
    /// A successful answer is larger than <paramref name="maxBytes"/>, or cannot be decompressed.
    /// </exception>
    public static async Task LoadAsync(HttpResponseMessage response, long maxBytes, CancellationToken cancellationToken)
    {
        bool success = response.IsSuccessStatusCode;
        long limit = success ? maxBytes : Math.Min(maxBytes, MaxErrorBytes);
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

    /// <summary>
    /// Reads into a rented array that doubles as it fills: what is given up half-way has allocated nothing, and a body is copied once.
    /// </summary>
    private static async ValueTask<BufferedContent> ReadAsync(Stream stream, long? length, long limit, bool isSuccess, CancellationToken cancellationToken)
    {
        // One more than is said, so that the end is seen without growing.
        byte[] rented = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length ?? FirstBytes, 0, MaxFirstBytes - 1) + 1);
        int count = 0;
        try
        {
            while (true)
            {
                // An array of the pool may be larger than was asked for: not more is read than shows that it is too much.
                int room = (int)Math.Min(rented.Length, limit + 1) - count;
                int read = await ReadSomeAsync(stream, rented.AsMemory(count, room), isSuccess, cancellationToken).ConfigureAwait(false);
                count += read;
                if (count > limit && isSuccess)
                {
                    throw UnreadableResponseException.TooLarge(limit);
                }

                if (read == 0 || (!isSuccess && count >= limit))
                {
                    return await BufferedContent.CopyAsync(rented.AsMemory(0, (int)Math.Min(count, limit))).ConfigureAwait(false);
                }

                if (count == rented.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(rented.Length * 2L, limit + 1));
                    rented.AsSpan().CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(rented, clearArray: true);
                    rented = larger;
                }
            }
        }
        finally
        {
            // The body may hold a token.
            rented.AsSpan(0, count).Clear();
            ArrayPool<byte>.Shared.Return(rented);
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
