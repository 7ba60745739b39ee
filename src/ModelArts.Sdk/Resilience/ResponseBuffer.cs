using System.Buffers;

namespace ModelArts.Sdk.Resilience;

/// <summary>
/// Reads a body whole and within a limit, while the attempt's time limit still counts: afterwards nothing can hang on the network.
/// </summary>
internal static class ResponseBuffer
{
    /// <summary>More than this of an error's body says nothing that the beginning does not.</summary>
    public const int MaxErrorBytes = 64 * 1024;

    private const int ChunkBytes = 16 * 1024;

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

        using MemoryStream body = new((int)Math.Min(content.Headers.ContentLength ?? 0, limit));
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
            try
            {
                while (true)
                {
                    int read;
                    try
                    {
                        read = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false);
                    }
                    catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
                    {
                        // What gzip and Brotli throw on bytes that they did not write.
                        if (success)
                        {
                            throw UnreadableResponseException.Damaged(exception);
                        }

                        break;
                    }

                    if (read == 0)
                    {
                        break;
                    }

                    int fits = (int)Math.Min(read, limit - body.Length);
                    body.Write(chunk, 0, fits);
                    if (fits < read)
                    {
                        if (success)
                        {
                            throw UnreadableResponseException.TooLarge(limit);
                        }

                        break;
                    }
                }
            }
            finally
            {
                // The body may hold a token.
                ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
            }
        }

        ByteArrayContent buffered = new(body.ToArray());
        foreach ((string name, IEnumerable<string> values) in content.Headers)
        {
            // The length is the buffer's own: that of the header may be the compressed one, or a lie.
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                buffered.Headers.TryAddWithoutValidation(name, values);
            }
        }

        response.Content = buffered;
        content.Dispose();
    }
}

/// <summary>A success whose body cannot be had. Does not leave the library: it becomes a <see cref="MalformedResponseException"/>.</summary>
internal sealed class UnreadableResponseException(string reason, Exception? innerException = null) : Exception(reason, innerException)
{
    public static UnreadableResponseException TooLarge(long limit) => new($"the body is larger than MaxResponseBytes ({limit} bytes)");

    public static UnreadableResponseException Damaged(Exception cause) => new("the body cannot be decompressed", cause);
}
