using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What an instance is told to do (<c>action</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<InstanceAction>))]
public readonly record struct InstanceAction : IOpenValue<InstanceAction>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public InstanceAction(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>start</c>: to start; only what is stopped can be started.</summary>
    public static InstanceAction Start { get; } = new("start");

    /// <summary><c>stop</c>: to stop; only what runs can be stopped.</summary>
    public static InstanceAction Stop { get; } = new("stop");

    /// <summary><c>restart</c>: to restart.</summary>
    public static InstanceAction Restart { get; } = new("restart");

    /// <summary><c>queue</c>: to queue for a free flavor.</summary>
    public static InstanceAction Queue { get; } = new("queue");

    /// <summary><c>dequeue</c>: to leave the queue for a free flavor.</summary>
    public static InstanceAction Dequeue { get; } = new("dequeue");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator InstanceAction(string value) => new(value);

    static InstanceAction IOpenValue<InstanceAction>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(InstanceAction other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
