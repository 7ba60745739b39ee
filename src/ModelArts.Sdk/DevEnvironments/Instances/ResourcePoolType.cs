using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What kind of resource pool an instance runs in (Table 8, <c>type</c>; Table 17, <c>type</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ResourcePoolType>))]
public readonly record struct ResourcePoolType : IOpenValue<ResourcePoolType>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public ResourcePoolType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>USER_DEFINED</c>: a dedicated resource pool.</summary>
    public static ResourcePoolType UserDefined { get; } = new("USER_DEFINED");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator ResourcePoolType(string value) => new(value);

    static ResourcePoolType IOpenValue<ResourcePoolType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ResourcePoolType other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
