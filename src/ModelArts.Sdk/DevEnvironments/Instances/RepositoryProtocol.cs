using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>How a Git repository is reached (Table 29, <c>protocol</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<RepositoryProtocol>))]
public readonly record struct RepositoryProtocol : IOpenValue<RepositoryProtocol>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public RepositoryProtocol(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>ssh</c>: SSH, with a private key.</summary>
    public static RepositoryProtocol Ssh { get; } = new("ssh");

    /// <summary><c>https</c>: HTTPS, with an access token.</summary>
    public static RepositoryProtocol Https { get; } = new("https");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator RepositoryProtocol(string value) => new(value);

    static RepositoryProtocol IOpenValue<RepositoryProtocol>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(RepositoryProtocol other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
