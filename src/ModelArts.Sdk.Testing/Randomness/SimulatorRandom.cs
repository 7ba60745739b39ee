using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelArts.Sdk.Testing.Randomness;

/// <summary>
/// Where ids, keys and tokens come from: chance, or a seed, which gives the same ones each time. What is made for one purpose does not
/// depend on what was made for others, nor on which thread came first. Thread-safe.
/// </summary>
internal sealed class SimulatorRandom(int? seed)
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>The next id for a purpose.</summary>
    public Guid NextGuid(string purpose) => GuidOf(purpose, Count(purpose));

    /// <summary>The id for a purpose that has a number, such as the n-th instance: not to be the n-th again after a restart.</summary>
    public Guid GuidOf(string purpose, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes, purpose, number);

        // What Guid.NewGuid() makes, by its form: version 4.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The next bytes for a purpose.</summary>
    public byte[] NextBytes(string purpose, int length)
    {
        byte[] bytes = new byte[length];
        Fill(bytes, purpose, Count(purpose));
        return bytes;
    }

    private long Count(string purpose) => _counts.AddOrUpdate(purpose, 1, static (_, count) => count + 1);

    private void Fill(Span<byte> bytes, string purpose, long number)
    {
        if (seed is null)
        {
            RandomNumberGenerator.Fill(bytes);
            return;
        }

        for (int block = 0; block * SHA256.HashSizeInBytes < bytes.Length; block++)
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{purpose}/{number}/{block}")));
            Span<byte> rest = bytes[(block * SHA256.HashSizeInBytes)..];
            hash.AsSpan(0, Math.Min(rest.Length, hash.Length)).CopyTo(rest);
        }
    }
}
