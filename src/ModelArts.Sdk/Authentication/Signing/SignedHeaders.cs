using System.Buffers;

namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>
/// The headers that a signature covers, in the order of their lines: by name, and those of one name by value. Those that the algorithm
/// itself leaves out, <c>Content-Type</c> and names with an underscore, are not taken up.
/// </summary>
internal sealed class SignedHeaders : IDisposable
{
    public const string Date = "x-sdk-date";
    public const string ContentHash = "x-sdk-content-sha256";

    // Host, date, project, security token, and some of the application's.
    private SignedHeader[] _headers = ArrayPool<SignedHeader>.Shared.Rent(8);
    private int _count;

    /// <summary>Adds a header. One of the same name stands beside it; each gets a line of its own.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="value">Its value; spaces around it do not count.</param>
    public void Add(string name, string value)
    {
        if (name.Contains('_', StringComparison.Ordinal) || name.Equals("content-type", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (_count == _headers.Length)
        {
            SignedHeader[] larger = ArrayPool<SignedHeader>.Shared.Rent(_count * 2);
            _headers.CopyTo(larger);
            ArrayPool<SignedHeader>.Shared.Return(_headers, clearArray: true);
            _headers = larger;
        }

        // There are few of them, and they come nearly sorted.
        SignedHeader header = new(name, value);
        int place = _count++;
        for (; place > 0 && header.CompareTo(_headers[place - 1]) < 0; place--)
        {
            _headers[place] = _headers[place - 1];
        }

        _headers[place] = header;
    }

    /// <summary>The value of a header; <see langword="null"/> where there is none of this lower-case name.</summary>
    public string? Find(string name)
    {
        foreach (SignedHeader header in _headers.AsSpan(0, _count))
        {
            if (header.Name == name)
            {
                return header.Value;
            }
        }

        return null;
    }

    /// <summary>Appends a line for each header.</summary>
    public void AppendLines(ref Utf8Buffer target, bool collapseSpaces)
    {
        foreach (SignedHeader header in _headers.AsSpan(0, _count))
        {
            target.Append(header.Name);
            target.Append((byte)':');
            if (collapseSpaces)
            {
                AppendCollapsed(ref target, header.Value);
            }
            else
            {
                target.Append(header.Value);
            }

            target.Append((byte)'\n');
        }
    }

    /// <summary>Appends the names, each once.</summary>
    public void AppendNames(ref Utf8Buffer target)
    {
        string? last = null;
        foreach (SignedHeader header in _headers.AsSpan(0, _count))
        {
            if (header.Name != last)
            {
                if (last is not null)
                {
                    target.Append((byte)';');
                }

                target.Append(header.Name);
                last = header.Name;
            }
        }
    }

    /// <summary>Gives the memory back; afterwards there is no header.</summary>
    public void Dispose()
    {
        SignedHeader[] headers = _headers;
        (_headers, _count) = ([], 0);
        ArrayPool<SignedHeader>.Shared.Return(headers, clearArray: true);
    }

    private static void AppendCollapsed(ref Utf8Buffer target, ReadOnlySpan<char> value)
    {
        const string Spaces = " \t\r\n\f";
        while (value.IndexOfAny(Spaces) is var space and >= 0)
        {
            target.Append(value[..space]);
            target.Append((byte)' ');
            value = value[space..].TrimStart(Spaces);
        }

        target.Append(value);
    }

    private readonly struct SignedHeader(string name, string value)
    {
        // Neither copies what is lower-case, or trimmed, already.
        public string Name { get; } = LowerCase(name);

        public string Value { get; } = value.Trim();

        // Those of every request without a copy for each.
        private static string LowerCase(string name) => name switch
        {
            "X-Sdk-Date" => Date,
            "X-Project-Id" => "x-project-id",
            "X-Security-Token" => "x-security-token",
            _ => name.ToLowerInvariant(),
        };

        public int CompareTo(SignedHeader other) => string.CompareOrdinal(Name, other.Name) is var order and not 0
            ? order
            : string.CompareOrdinal(Value, other.Value);
    }
}
