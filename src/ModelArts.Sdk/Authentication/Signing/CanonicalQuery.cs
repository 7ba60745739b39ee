using System.Buffers;
using System.Text;

namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>
/// The query as it is signed: decoded, a plus sign being a space; sorted by key and then by value, in ordinal order; encoded again. A key without a value gets its equals sign, a repeated key stays repeated.
/// </summary>
internal static class CanonicalQuery
{
    public static void Append(ref Utf8Buffer target, ReadOnlySpan<char> query)
    {
        if (query.IsEmpty)
        {
            return;
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(query.Length));
        Parameter[] rented = ArrayPool<Parameter>.Shared.Rent(query.Count('&') + 1);
        Span<Parameter> parameters = rented.AsSpan(0, Split(bytes.AsMemory(0, Encoding.UTF8.GetBytes(query, bytes)), rented));
        parameters.Sort();
        for (int i = 0; i < parameters.Length; i++)
        {
            if (i > 0)
            {
                target.Append((byte)'&');
            }

            PercentEncoding.Append(ref target, parameters[i].Key.Span);
            target.Append((byte)'=');
            PercentEncoding.Append(ref target, parameters[i].Value.Span);
        }

        parameters.Clear();
        ArrayPool<Parameter>.Shared.Return(rented);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    private static int Split(Memory<byte> query, Span<Parameter> parameters)
    {
        int count = 0;
        while (!query.IsEmpty)
        {
            int end = query.Span.IndexOf((byte)'&');
            Memory<byte> parameter = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            if (!parameter.IsEmpty)
            {
                int equals = parameter.Span.IndexOf((byte)'=');
                parameters[count++] = equals < 0
                    ? new Parameter(Decode(parameter), default)
                    : new Parameter(Decode(parameter[..equals]), Decode(parameter[(equals + 1)..]));
            }
        }

        return count;
    }

    private static Memory<byte> Decode(Memory<byte> text) => text[..PercentEncoding.Decode(text.Span, plusIsSpace: true)];

    private readonly record struct Parameter(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value) : IComparable<Parameter>
    {
        public int CompareTo(Parameter other) => CompareOrdinal(Key.Span, other.Key.Span) is var order and not 0
            ? order
            : CompareOrdinal(Value.Span, other.Value.Span);

        // As strings compare, by UTF-16: unlike in UTF-8, what lies beyond U+FFFF comes before U+E000.
        private static int CompareOrdinal(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        {
            int common = left.CommonPrefixLength(right);
            if (common == left.Length || common == right.Length)
            {
                return left.Length - right.Length;
            }

            (byte l, byte r) = (left[common], right[common]);
            return l >= 0xEE && r >= 0xEE && (l >= 0xF0) != (r >= 0xF0) ? r - l : l - r;
        }
    }
}
