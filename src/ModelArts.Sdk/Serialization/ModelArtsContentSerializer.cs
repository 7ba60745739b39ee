using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelArts.Sdk.Authentication;
using Refit;

namespace ModelArts.Sdk.Serialization;

/// <summary>Bodies to and from JSON, by the generated context only; a success that holds no object is an error here.</summary>
internal sealed class ModelArtsContentSerializer : IHttpContentSerializer, ISynchronousContentSerializer
{
    public HttpContent ToHttpContent<T>(T item)
    {
        byte[] body;
        try
        {
            // A null where the record has none, possible with validation switched off only, is left out: the service is to judge it.
            body = JsonSerializer.SerializeToUtf8Bytes(item, TypeInfo<T>());
        }
        catch (JsonException exception)
        {
            // Only what a caller adds to a record can be more than JSON takes here: too many levels deep.
            throw new ArgumentException($"The request cannot be written as JSON: {exception.Message}", nameof(item), exception);
        }

        ByteArrayContent content = new(body);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }

    // By which Refit takes the body as it is; it would wrap it in a stream otherwise, which cannot be signed or sent again unread.
    public HttpContent ToHttpContentSynchronous<T>(T item) => ToHttpContent(item);

    // Only for bodies that are not to be held in memory, which this API has none of.
    public HttpContent ToStreamingHttpContent<T>(T item) => ToHttpContent(item);

    public async Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default)
    {
        // Refit has brought the body into memory, ResponseBuffer before it: then this does nothing, and the stream waits for nothing.
        await RepeatableBody.EnsureAsync(content, cancellationToken).ConfigureAwait(false);
        using Stream stream = content.ReadAsStream(cancellationToken);
        int length = (int)stream.Length;
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            stream.ReadExactly(rented, 0, length);
            return Deserialize<T>(rented.AsSpan(0, length));
        }
        finally
        {
            // The body may hold a token.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    // Only for form bodies, which this API has none of.
    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;

    private static T Deserialize<T>(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (json.StartsWith(byteOrderMark))
        {
            json = json[byteOrderMark.Length..];
        }

        return JsonSerializer.Deserialize(json, TypeInfo<T>()) ?? throw new JsonException("The body is JSON null.");
    }

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)ModelArtsJsonContext.Default.GetTypeInfo(typeof(T))!;
}
