using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Which software environment an instance starts with (Table 2, <c>profile_id</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<InstanceProfileId>))]
public readonly record struct InstanceProfileId : IOpenValue<InstanceProfileId>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public InstanceProfileId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>Multi-Engine 1.0 (python2)-cpu</c>: several engines, Python 2, for CPU flavors.</summary>
    public static InstanceProfileId MultiEngine1Python2Cpu { get; } = new("Multi-Engine 1.0 (python2)-cpu");

    /// <summary><c>Multi-Engine 1.0 (python2)-gpu</c>: several engines, Python 2, for GPU flavors.</summary>
    public static InstanceProfileId MultiEngine1Python2Gpu { get; } = new("Multi-Engine 1.0 (python2)-gpu");

    /// <summary><c>Multi-Engine 1.0 (python3)-cpu</c>: several engines, Python 3, for CPU flavors.</summary>
    public static InstanceProfileId MultiEngine1Python3Cpu { get; } = new("Multi-Engine 1.0 (python3)-cpu");

    /// <summary><c>Multi-Engine 1.0 (python3)-gpu</c>: several engines, Python 3, for GPU flavors.</summary>
    public static InstanceProfileId MultiEngine1Python3Gpu { get; } = new("Multi-Engine 1.0 (python3)-gpu");

    /// <summary><c>Multi-Engine 2.0 (python3)</c>: several engines of the second generation, Python 3.</summary>
    public static InstanceProfileId MultiEngine2Python3 { get; } = new("Multi-Engine 2.0 (python3)");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator InstanceProfileId(string value) => new(value);

    static InstanceProfileId IOpenValue<InstanceProfileId>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(InstanceProfileId other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
