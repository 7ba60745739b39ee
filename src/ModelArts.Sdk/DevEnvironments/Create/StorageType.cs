using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What kind of storage an instance works on (Table 4, <c>type</c>; Table 16, <c>storage_list</c>; Table 20, <c>type</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<StorageType>))]
public readonly record struct StorageType : IOpenValue<StorageType>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public StorageType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>obs</c>: a directory in an object storage bucket.</summary>
    public static StorageType Obs { get; } = new("obs");

    /// <summary><c>obsfs</c>: a parallel file system; in some dedicated resource pools only.</summary>
    public static StorageType Obsfs { get; } = new("obsfs");

    /// <summary><c>evs</c>: a block storage volume.</summary>
    public static StorageType Evs { get; } = new("evs");

    /// <summary><c>efs</c>: an elastic file system; named in responses only.</summary>
    public static StorageType Efs { get; } = new("efs");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator StorageType(string value) => new(value);

    static StorageType IOpenValue<StorageType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(StorageType other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
