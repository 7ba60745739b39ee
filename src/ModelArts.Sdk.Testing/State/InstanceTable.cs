using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.State;

/// <summary>An instance at a point in time.</summary>
internal sealed record InstanceView(SimulatedInstance Instance, TimelineMoment Moment, QueuePlace? Place, DateTimeOffset Now);

/// <summary>The instances of a simulator, brought up to a point in time. Not thread-safe: <see cref="InstanceStore"/> guards it.</summary>
internal sealed class InstanceTable(SimulatorOptions options)
{
    private readonly Dictionary<string, SimulatedInstance> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _queuing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leaving = new(StringComparer.Ordinal);
    private readonly FreeQueue? _queue = options.FreeCapacity is { } capacity ? new FreeQueue(capacity, new LifePlan(options)) : null;
    private long _lastSequence;

    public LifePlan Plan { get; } = new(options);

    /// <summary>The time that it stands at.</summary>
    public DateTimeOffset Now { get; private set; }

    public int Count => _byId.Count;

    /// <summary>Every instance, in the order of creation.</summary>
    public IReadOnlyList<InstanceView> All => [.. _byId.Values.OrderBy(static instance => instance.Sequence).Select(ViewOf)];

    /// <summary>The instance of an id; <see langword="null"/> where there is none.</summary>
    public InstanceView? Find(string id) => _byId.TryGetValue(id, out SimulatedInstance? instance) ? ViewOf(instance) : null;

    public bool HasName(string name) => _names.Contains(name);

    /// <summary>Whether one more instance of a flavor would have to queue.</summary>
    public bool IsFull(string flavor) => _queue is not null && FreeFlavor.Is(flavor) && _queue.IsFull(OfFlavor(flavor), Now);

    /// <summary>The next number in the order of creating and queuing.</summary>
    public long NextSequence() => ++_lastSequence;

    /// <summary>Adds an instance, or replaces it by what has become of it.</summary>
    public InstanceView Put(SimulatedInstance instance)
    {
        _names.Add(instance.Request.Name);
        _byId[instance.Id] = instance;
        Keep(_queuing, instance.Id, instance.IsQueuing);
        Keep(_leaving, instance.Id, instance.Timeline.End == InstanceStatus.Deleted);
        return ViewOf(instance);
    }

    /// <summary>
    /// Brings everything up to a time. Turns in the queue are given at the time at which they came, however much later that is; so
    /// it makes no difference how often this is called.
    /// </summary>
    public void Advance(DateTimeOffset now)
    {
        Now = now;
        foreach (string flavor in _queuing.Select(id => _byId[id].Flavor).Distinct(StringComparer.OrdinalIgnoreCase).ToArray())
        {
            while (_queue!.NextTurn(OfFlavor(flavor)) is { } turn && turn.Time <= now)
            {
                Put(turn.Instance with { Timeline = Plan.LeaveQueue(turn.Instance, turn.Time) });
            }
        }

        foreach (SimulatedInstance instance in _leaving.Select(id => _byId[id]).ToArray())
        {
            if (instance.Timeline.At(now).Visible.Status == InstanceStatus.Deleted)
            {
                _leaving.Remove(instance.Id);
                _byId.Remove(instance.Id);
                _names.Remove(instance.Request.Name);
            }
        }
    }

    private static void Keep(HashSet<string> set, string id, bool contained)
    {
        if (contained)
        {
            set.Add(id);
        }
        else
        {
            set.Remove(id);
        }
    }

    private InstanceView ViewOf(SimulatedInstance instance) => new(
        instance,
        instance.Timeline.At(Now),
        instance.IsQueuing ? _queue!.PlaceOf(instance, OfFlavor(instance.Flavor), Now) : null,
        Now);

    private List<SimulatedInstance> OfFlavor(string flavor) =>
        [.. _byId.Values.Where(instance => string.Equals(instance.Flavor, flavor, StringComparison.OrdinalIgnoreCase))];
}
