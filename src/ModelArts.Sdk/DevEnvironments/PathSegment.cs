namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// Ids go into the path of an address. Refit escapes them, so a slash or a question mark reaches no other path; what escaping
/// cannot help against is refused here, before anything is sent.
/// </summary>
internal static class PathSegment
{
    private const int MaxLength = 256;

    /// <summary>What is wrong with a value as one segment of a path; <see langword="null"/> where nothing is.</summary>
    public static string? Problem(string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return "must not be blank.";
        }

        if (value.Length > MaxLength)
        {
            return $"must have at most {MaxLength} characters.";
        }

        foreach (char character in value)
        {
            if (char.IsControl(character) || char.IsSurrogate(character))
            {
                return "must not hold a control character, or one beyond the basic plane of Unicode.";
            }
        }

        // RFC 3986, section 5.2.4: a dot cannot be escaped, so these segments vanish and take their neighbour with them.
        return value is "." or ".." ? "must not be '.' or '..'." : null;
    }

    /// <summary>Refuses a value that cannot be one segment of a path.</summary>
    public static void ThrowIfInvalid(string value, string parameterName)
    {
        if (Refusal(value, parameterName) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>What refuses a value that cannot be one segment of a path; <see langword="null"/> where it can.</summary>
    public static ArgumentException? Refusal(string value, string parameterName) =>
        value is null ? new ArgumentNullException(parameterName)
        : Problem(value) is { } problem ? new ArgumentException($"The id {problem}", parameterName)
        : null;
}
