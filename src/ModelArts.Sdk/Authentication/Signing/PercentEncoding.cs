using System.Buffers;

namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>Percent-encoding as signatures have it: only RFC 3986's unreserved characters stand for themselves.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<byte> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    private static readonly SearchValues<byte> UnreservedAndSlash =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/"u8);

    /// <summary>Appends what is to be encoded; a slash stays where it separates the segments of a path.</summary>
    public static void Append(ref Utf8Buffer target, scoped ReadOnlySpan<byte> text, bool keepSlashes = false)
    {
        SearchValues<byte> kept = keepSlashes ? UnreservedAndSlash : Unreserved;
        while (text.IndexOfAnyExcept(kept) is var escaped and >= 0)
        {
            target.Append(text[..escaped]);
            AppendEscaped(ref target, text[escaped]);
            text = text[(escaped + 1)..];
        }

        target.Append(text);
    }

    /// <summary>
    /// Decodes a text in its own memory. What only looks like an escape stays as it is, and is a per cent sign that will be encoded.
    /// </summary>
    /// <returns>How long the text is now.</returns>
    public static int Decode(Span<byte> text, bool plusIsSpace)
    {
        // Most texts have nothing to decode.
        int length = plusIsSpace ? text.IndexOfAny((byte)'%', (byte)'+') : text.IndexOf((byte)'%');
        if (length < 0)
        {
            return text.Length;
        }

        for (int i = length; i < text.Length; i++)
        {
            byte value = text[i];
            if (value == '%' && i + 2 < text.Length && char.IsAsciiHexDigit((char)text[i + 1]) && char.IsAsciiHexDigit((char)text[i + 2]))
            {
                value = (byte)((Digit(text[i + 1]) << 4) | Digit(text[i + 2]));
                i += 2;
            }
            else if (value == '+' && plusIsSpace)
            {
                value = (byte)' ';
            }

            text[length++] = value;
        }

        return length;
    }

    private static int Digit(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static void AppendEscaped(ref Utf8Buffer target, byte value)
    {
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        target.Append([(byte)'%', digits[value >> 4], digits[value & 0xF]]);
    }
}
