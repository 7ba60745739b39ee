using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What kind of development environment it is (Table 12, <c>de_type</c>; Table 26, <c>de_type</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<DevEnvironmentType>))]
public readonly record struct DevEnvironmentType : IOpenValue<DevEnvironmentType>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public DevEnvironmentType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>Notebook</c>: a notebook, the only kind that the service offers.</summary>
    public static DevEnvironmentType Notebook { get; } = new("Notebook");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator DevEnvironmentType(string value) => new(value);

    static DevEnvironmentType IOpenValue<DevEnvironmentType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(DevEnvironmentType other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
