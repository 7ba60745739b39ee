namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>
/// Reads the section <c>[basic]</c> of a credentials file (INI). Of a key that stands there more than once the last counts, in a second
/// <c>[basic]</c> too. A comment is a whole line that begins with <c>#</c> or <c>;</c>: within a value these are part of it, since a
/// secret may hold them. Keys and sections that are not known are left alone: other tools share the file.
/// </summary>
internal sealed class ProfileFile
{
    private const string Section = "basic";

    private readonly Dictionary<string, (string Value, int Line)> _values = new(StringComparer.OrdinalIgnoreCase);

    private ProfileFile()
    {
    }

    /// <summary>Whether the file has the section at all.</summary>
    public bool HasSection { get; private set; }

    /// <summary>A value; <see langword="null"/> where the key is missing, or has nothing behind it.</summary>
    public string? this[string key] => _values.TryGetValue(key, out (string Value, int Line) entry) && entry.Value.Length > 0 ? entry.Value : null;

    /// <summary>The line that a key stands in, from 1; 0 where it is missing.</summary>
    public int LineOf(string key) => _values.TryGetValue(key, out (string Value, int Line) entry) ? entry.Line : 0;

    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">A line is not what it must be. The message names the line, and nothing that stands in it.</exception>
    public static ProfileFile Parse(string text)
    {
        ProfileFile file = new();
        string? section = null;
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = raw.Trim();
            if (line.IsEmpty || line[0] is '#' or ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                section = line[^1] == ']'
                    ? line[1..^1].Trim().ToString()
                    : throw Problem(number, "the name of a section does not end in ']'");
                file.HasSection |= IsOurs(section);
            }
            else if (section is null)
            {
                throw Problem(number, "it stands before any section: put [basic] above it");
            }
            else if (IsOurs(section))
            {
                file.Add(line, number);
            }
        }

        return file;
    }

    private static bool IsOurs(string section) => section.Equals(Section, StringComparison.OrdinalIgnoreCase);

    private static FormatException Problem(int line, string what) => new($"line {line}: {what}");

    private void Add(ReadOnlySpan<char> line, int number)
    {
        int equals = line.IndexOf('=');
        if (equals < 0)
        {
            throw Problem(number, "it is neither a section, nor a comment, nor of the form 'key = value'");
        }

        string key = line[..equals].TrimEnd().ToString();
        if (key.Length == 0)
        {
            throw Problem(number, "there is no key before '='");
        }

        ReadOnlySpan<char> value = line[(equals + 1)..].TrimStart();
        if (value.Length > 1 && value[0] == value[^1] && value[0] is '"' or '\'')
        {
            throw Problem(number, "the value stands in quotes, which would be taken for a part of it: leave them out");
        }

        _values[key] = (value.ToString(), number);
    }
}
