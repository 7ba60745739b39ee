using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Whether a flavor can be had at present (Table 16, <c>status</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<FlavorSaleStatus>))]
public readonly record struct FlavorSaleStatus : IOpenValue<FlavorSaleStatus>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public FlavorSaleStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>onSale</c>: it can be had.</summary>
    public static FlavorSaleStatus OnSale { get; } = new("onSale");

    /// <summary><c>soldOut</c>: it is sold out; instances of a free flavor queue for it.</summary>
    public static FlavorSaleStatus SoldOut { get; } = new("soldOut");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator FlavorSaleStatus(string value) => new(value);

    static FlavorSaleStatus IOpenValue<FlavorSaleStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(FlavorSaleStatus other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
