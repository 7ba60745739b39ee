using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>How a parallel file system is mounted (Table 5, <c>access_modes</c>; Table 21, <c>access_modes</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<AccessMode>))]
public readonly record struct AccessMode : IOpenValue<AccessMode>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public AccessMode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>ReadOnlyMany</c>: read only.</summary>
    public static AccessMode ReadOnlyMany { get; } = new("ReadOnlyMany");

    /// <summary><c>ReadWriteMany</c>: read and write; the default of the service.</summary>
    public static AccessMode ReadWriteMany { get; } = new("ReadWriteMany");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator AccessMode(string value) => new(value);

    static AccessMode IOpenValue<AccessMode>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(AccessMode other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
