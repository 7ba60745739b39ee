using System.IO.Compression;
using System.Net;
using System.Text;

namespace ModelArts.Sdk.Fuzzing;

/// <summary>How a body travels.</summary>
internal enum BodyEncoding
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Compressed.</summary>
    Gzip,

    /// <summary>As it is, though it is said to be compressed.</summary>
    False,
}

/// <summary>An answer that nobody thought of.</summary>
internal sealed record FuzzedAnswer(int Status, byte[] Body, BodyEncoding Encoding, (string Name, string Value)[] Headers)
{
    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        HttpContent content = Encoding switch
        {
            BodyEncoding.Gzip => Decompressed(Compress(Body)),
            BodyEncoding.False => Decompressed(Body),
            _ => new ByteArrayContent(Body),
        };
        HttpResponseMessage response = new((HttpStatusCode)Status) { Content = content, RequestMessage = request };
        foreach ((string name, string value) in Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }

    public override string ToString() =>
        $"HTTP {Status} {Encoding} [{string.Join(", ", Headers.Select(header => $"{header.Name}: {header.Value}"))}] "
        + $"{System.Text.Encoding.Latin1.GetString(Body)} (base64 {Convert.ToBase64String(Body)})";

    // As the network decompresses it: an error in it comes while it is read.
    private static StreamContent Decompressed(byte[] bytes) => new(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));

    private static byte[] Compress(byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }
}

/// <summary>A call, and how each of its requests is answered.</summary>
/// <param name="Operation">The place of the call in <see cref="Oracle.Operations"/>.</param>
/// <param name="First">The answer to the first request.</param>
/// <param name="Then">The answer to further ones: a list, where a create's answer was of no use.</param>
internal sealed record FuzzedCall(int Operation, FuzzedAnswer First, FuzzedAnswer Then)
{
    public override string ToString() => new StringBuilder()
        .Append(Oracle.Operations[Operation].Name).Append(" <- ").Append(First).Append("\nthen <- ").Append(Then).ToString();
}
