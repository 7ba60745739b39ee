namespace ModelArts.Sdk.Serialization;

/// <summary>A value out of an open set: a struct over the string that stands on the wire.</summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
internal interface IOpenValue<TSelf>
    where TSelf : struct, IOpenValue<TSelf>
{
    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    string Value { get; }

    /// <summary>Makes the struct from the wire form.</summary>
    static abstract TSelf Create(string value);
}

/// <summary>The one notion of equality of all open values: the service itself is not consistent about case.</summary>
internal static class OpenValue
{
    public static bool Equals(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    public static int GetHashCode(string value) => StringComparer.OrdinalIgnoreCase.GetHashCode(value);
}
