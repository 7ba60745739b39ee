using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What hardware a flavor or profile is for (Table 12, <c>flavor_type</c>; Table 16, <c>type</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<HardwareType>))]
public readonly record struct HardwareType : IOpenValue<HardwareType>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public HardwareType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>CPU</c>: no accelerator.</summary>
    public static HardwareType Cpu { get; } = new("CPU");

    /// <summary><c>GPU</c>: a graphics processor.</summary>
    public static HardwareType Gpu { get; } = new("GPU");

    /// <summary><c>ASCEND</c>: an Ascend accelerator; the service writes <c>Ascend</c> too, which is the same value.</summary>
    public static HardwareType Ascend { get; } = new("ASCEND");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator HardwareType(string value) => new(value);

    static HardwareType IOpenValue<HardwareType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(HardwareType other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
