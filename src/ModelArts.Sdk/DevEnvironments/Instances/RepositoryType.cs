using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Where a Git repository is hosted (Table 28, <c>type</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<RepositoryType>))]
public readonly record struct RepositoryType : IOpenValue<RepositoryType>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public RepositoryType(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>CodeClub</c>: CodeClub.</summary>
    public static RepositoryType CodeClub { get; } = new("CodeClub");

    /// <summary><c>GitHub</c>: GitHub.</summary>
    public static RepositoryType GitHub { get; } = new("GitHub");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator RepositoryType(string value) => new(value);

    static RepositoryType IOpenValue<RepositoryType>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(RepositoryType other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
