using System.Collections.Concurrent;
using System.IO.Compression;

namespace ModelArts.Sdk.Testing.Faults;

/// <summary>Bodies that are huge once decompressed, each made once.</summary>
internal sealed class GzipBombs
{
    private readonly ConcurrentDictionary<long, Lazy<byte[]>> _bombs = new();

    /// <summary>JSON of a size, compressed to about a thousandth.</summary>
    public byte[] Of(long size) => _bombs.GetOrAdd(size, static size => new Lazy<byte[]>(() => Make(size))).Value;

    private static byte[] Make(long size)
    {
        ReadOnlySpan<byte> start = """{"id":"""u8;
        ReadOnlySpan<byte> quote = "\""u8;
        ReadOnlySpan<byte> end = "\"}"u8;
        byte[] filling = new byte[1024 * 1024];
        Array.Fill(filling, (byte)'A');
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(start);
            gzip.Write(quote);
            for (long left = size - start.Length - quote.Length - end.Length; left > 0; left -= filling.Length)
            {
                gzip.Write(filling.AsSpan(0, (int)Math.Min(left, filling.Length)));
            }

            gzip.Write(end);
        }

        return compressed.ToArray();
    }
}
