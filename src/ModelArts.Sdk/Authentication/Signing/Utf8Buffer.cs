using System.Buffers;
using System.Text;

namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>
/// Text that grows as UTF-8, on the stack at first and then in rented memory. What it held is wiped before the memory goes back: it
/// may have been a security token.
/// </summary>
internal ref struct Utf8Buffer
{
    private Span<byte> _space;
    private byte[]? _rented;
    private int _length;

    public Utf8Buffer(Span<byte> initial)
    {
        _space = initial;
        _rented = null;
        _length = 0;
    }

    public readonly ReadOnlySpan<byte> Written => _space[.._length];

    /// <summary>Begins anew, in the same memory.</summary>
    public void Clear() => _length = 0;

    public void Append(byte value)
    {
        Reserve(1)[0] = value;
        _length++;
    }

    public void Append(scoped ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _length += utf8.Length;
    }

    public void Append(scoped ReadOnlySpan<char> text) =>
        _length += Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <summary>Appends bytes as lower-case hexadecimal digits.</summary>
    public void AppendHex(scoped ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        Span<byte> target = Reserve(bytes.Length * 2);
        for (int i = 0; i < bytes.Length; i++)
        {
            target[2 * i] = digits[bytes[i] >> 4];
            target[(2 * i) + 1] = digits[bytes[i] & 0xF];
        }

        _length += bytes.Length * 2;
    }

    public void Dispose()
    {
        if (_rented is { } rented)
        {
            this = default;
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_space.Length - _length < count)
        {
            Grow(count);
        }

        return _space[_length..];
    }

    private void Grow(int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + count, _space.Length * 2));
        Written.CopyTo(larger);
        byte[]? old = _rented;
        _space = _rented = larger;
        if (old is not null)
        {
            ArrayPool<byte>.Shared.Return(old, clearArray: true);
        }
    }
}
