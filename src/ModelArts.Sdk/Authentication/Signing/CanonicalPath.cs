using System.Buffers;
using System.Text;

namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>
/// The path as it is signed: decoded whole, which makes a separator of an escaped slash too; encoded again, segment by segment; and
/// with a slash at the end, which it need not have on the wire.
/// </summary>
internal static class CanonicalPath
{
    public static void Append(ref Utf8Buffer target, ReadOnlySpan<char> path)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(path.Length));
        Span<byte> decoded = rented.AsSpan(0, Encoding.UTF8.GetBytes(path, rented));
        decoded = decoded[..PercentEncoding.Decode(decoded, plusIsSpace: false)];
        PercentEncoding.Append(ref target, decoded, keepSlashes: true);
        if (decoded is not [.., (byte)'/'])
        {
            target.Append((byte)'/');
        }

        ArrayPool<byte>.Shared.Return(rented);
    }
}
