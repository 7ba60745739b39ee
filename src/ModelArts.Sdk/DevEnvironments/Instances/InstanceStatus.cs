using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What state an instance is in (Table 11, <c>status</c>; Table 26, <c>status</c>).</summary>
/// <remarks>
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<InstanceStatus>))]
public readonly record struct InstanceStatus : IOpenValue<InstanceStatus>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public InstanceStatus(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>CREATE_QUEUING</c>: queued for creation on a free flavor.</summary>
    public static InstanceStatus CreateQueuing { get; } = new("CREATE_QUEUING");

    /// <summary><c>CREATING</c>: being created.</summary>
    public static InstanceStatus Creating { get; } = new("CREATING");

    /// <summary><c>CREATE_FAILED</c>: creation failed; <see cref="Notebook.FailedReasons"/> says why.</summary>
    public static InstanceStatus CreateFailed { get; } = new("CREATE_FAILED");

    /// <summary><c>START_QUEUING</c>: queued for a start on a free flavor.</summary>
    public static InstanceStatus StartQueuing { get; } = new("START_QUEUING");

    /// <summary><c>READY_TO_START</c>: its turn in the queue has come, and it waits to be started.</summary>
    public static InstanceStatus ReadyToStart { get; } = new("READY_TO_START");

    /// <summary><c>STARTING</c>: starting; seen during creation too.</summary>
    public static InstanceStatus Starting { get; } = new("STARTING");

    /// <summary><c>RESTARTING</c>: restarting.</summary>
    public static InstanceStatus Restarting { get; } = new("RESTARTING");

    /// <summary><c>START_FAILED</c>: the start failed; <see cref="Notebook.FailedReasons"/> says why.</summary>
    public static InstanceStatus StartFailed { get; } = new("START_FAILED");

    /// <summary><c>RUNNING</c>: running, ready for use.</summary>
    public static InstanceStatus Running { get; } = new("RUNNING");

    /// <summary><c>STOPPING</c>: stopping.</summary>
    public static InstanceStatus Stopping { get; } = new("STOPPING");

    /// <summary><c>STOPPED</c>: stopped; its storage is kept.</summary>
    public static InstanceStatus Stopped { get; } = new("STOPPED");

    /// <summary><c>UNAVAILABLE</c>: faulty.</summary>
    public static InstanceStatus Unavailable { get; } = new("UNAVAILABLE");

    /// <summary><c>DELETING</c>: being deleted.</summary>
    public static InstanceStatus Deleting { get; } = new("DELETING");

    /// <summary><c>DELETED</c>: deleted.</summary>
    public static InstanceStatus Deleted { get; } = new("DELETED");

    /// <summary><c>RESIZING</c>: its flavor is being changed.</summary>
    public static InstanceStatus Resizing { get; } = new("RESIZING");

    /// <summary><c>RESIZE_FAILED</c>: the change of its flavor failed.</summary>
    public static InstanceStatus ResizeFailed { get; } = new("RESIZE_FAILED");

    private static readonly HashSet<InstanceStatus> Transitional =
        [CreateQueuing, Creating, StartQueuing, ReadyToStart, Starting, Restarting, Stopping, Deleting, Resizing];

    /// <summary>
    /// Whether the service is about to change it by itself. <see langword="false"/> for a status that this version does not know.
    /// </summary>
    public bool IsTransitional => Transitional.Contains(this);

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator InstanceStatus(string value) => new(value);

    static InstanceStatus IOpenValue<InstanceStatus>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(InstanceStatus other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
