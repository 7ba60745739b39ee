using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.State;

/// <summary>An instance at a point in time.</summary>
internal sealed record InstanceView(SimulatedInstance Instance, TimelineMoment Moment, QueuePlace? Place, DateTimeOffset Now)
{
    /// <summary>Whether no further instance of its flavor can be had for now.</summary>
    public bool IsSoldOut { get; init; }

    /// <summary>The queue for its flavor, where that is free and has no place left.</summary>
    public QueueLength? Queue { get; init; }

    /// <summary>Whether its profile is shown with an id of the service's own, other than the one that was sent.</summary>
    public bool HasProfileUuid { get; init; }
}

/// <summary>
/// The instances of all projects of a simulator, brought up to a point in time: they compete for the same machines. Not thread-safe:
/// <see cref="InstanceStore"/> guards it.
/// </summary>
internal sealed class InstanceTable(SimulatorOptions options)
{
    private readonly Dictionary<string, SimulatedInstance> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<(string ProjectId, string Name)> _names = [];
    private readonly HashSet<string> _queuing = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leaving = new(StringComparer.Ordinal);
    private readonly List<InstanceChange> _changes = [];
    private readonly List<Action> _onceKept = [];
    private readonly FlavorPlaces _places = new(options);

    public LifePlan Plan { get; } = new(options);

    /// <summary>The time that it stands at.</summary>
    public DateTimeOffset Now { get; private set; }

    /// <summary>The last number that was given in the order of creating and queuing.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Every instance, in the order of creation.</summary>
    public IReadOnlyList<InstanceView> All => [.. InOrder.Select(ViewOf)];

    /// <summary>What has changed since this was last asked to forget it.</summary>
    public IReadOnlyList<InstanceChange> Changes => _changes;

    private IEnumerable<SimulatedInstance> InOrder => _byId.Values.OrderBy(static instance => instance.Sequence);

    /// <summary>Every instance of a project, in the order of creation.</summary>
    public IReadOnlyList<InstanceView> Of(string projectId) => [.. InOrder.Where(instance => instance.ProjectId == projectId).Select(ViewOf)];

    /// <summary>The instance of a project and an id; <see langword="null"/> where there is none.</summary>
    public InstanceView? Find(string projectId, string id) =>
        _byId.TryGetValue(id, out SimulatedInstance? instance) && instance.ProjectId == projectId ? ViewOf(instance) : null;

    public bool HasName(string projectId, string name) => _names.Contains((projectId, name));

    public int CountOf(Func<string, bool> isInProject) => _byId.Values.Count(instance => isInProject(instance.ProjectId));

    /// <summary>Whether no place is left for one more instance of a flavor: it has to queue, where the flavor is free.</summary>
    public bool IsFull(string flavor) => _places.IsFull(flavor, _byId.Values, Now);

    /// <summary>Whether an instance of a flavor is refused: there are none of it, or none left.</summary>
    public bool IsSoldOut(string flavor) =>
        options.SoldOutFlavors.Contains(flavor, StringComparer.OrdinalIgnoreCase) || (!FreeFlavor.Is(flavor) && IsFull(flavor));

    /// <summary>The next number in the order of creating and queuing.</summary>
    public long NextSequence() => ++LastSequence;

    /// <summary>Goes on where an earlier table was.</summary>
    public void Restore(IEnumerable<SimulatedInstance> instances, long lastSequence)
    {
        foreach (SimulatedInstance instance in instances)
        {
            Put(instance);
        }

        LastSequence = lastSequence;
        _changes.Clear();
    }

    /// <summary>Adds an instance, or replaces it by what has become of it.</summary>
    public InstanceView Put(SimulatedInstance instance)
    {
        _changes.Add(new InstanceChange(instance.Id, _byId.GetValueOrDefault(instance.Id), instance));
        Set(instance);
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
            while (_places.NextTurn(flavor, _byId.Values) is { } turn && turn.Time <= now)
            {
                Put(turn.Instance with { Timeline = Plan.LeaveQueue(turn.Instance, turn.Time) });
            }
        }

        foreach (SimulatedInstance instance in _leaving.Select(id => _byId[id]).ToArray())
        {
            if (instance.Timeline.At(now).Visible.Status == InstanceStatus.Deleted)
            {
                _changes.Add(new InstanceChange(instance.Id, instance, After: null));
                Remove(instance);
            }
        }
    }

    /// <summary>Takes back all changes but the first few.</summary>
    public void Undo(int keep)
    {
        foreach (InstanceChange change in _changes.Skip(keep).Reverse().ToArray())
        {
            if (change.After is { } after)
            {
                Remove(after);
            }

            if (change.Before is { } before)
            {
                Set(before);
            }
        }

        _changes.RemoveRange(keep, _changes.Count - keep);
        _onceKept.Clear();
    }

    /// <summary>Something to do once the changes are kept for good; not at all where they are taken back.</summary>
    public void OnceKept(Action action) => _onceKept.Add(action);

    /// <summary>Does what was to be done once the changes are kept.</summary>
    public void Settle()
    {
        _onceKept.ForEach(static action => action());
        _onceKept.Clear();
    }

    public void ForgetChanges() => _changes.Clear();

    private void Set(SimulatedInstance instance)
    {
        _names.Add((instance.ProjectId, instance.Request.Name));
        _byId[instance.Id] = instance;
        Keep(_queuing, instance.Id, instance.IsQueuing);
        Keep(_leaving, instance.Id, instance.Timeline.End == InstanceStatus.Deleted);
    }

    private void Remove(SimulatedInstance instance)
    {
        _byId.Remove(instance.Id);
        _names.Remove((instance.ProjectId, instance.Request.Name));
        _queuing.Remove(instance.Id);
        _leaving.Remove(instance.Id);
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
        instance.IsQueuing ? _places.PlaceOf(instance, _byId.Values, Now) : null,
        Now)
    {
        IsSoldOut = IsSoldOut(instance.Flavor),
        Queue = _places.QueueFor(instance.Flavor, _byId.Values, Now),
        HasProfileUuid = options.UsesProfileUuids,
    };
}

/// <summary>What has become of an instance.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Before">What it was; <see langword="null"/>: it is new.</param>
/// <param name="After">What it is; <see langword="null"/>: it is gone.</param>
internal sealed record InstanceChange(string Id, SimulatedInstance? Before, SimulatedInstance? After);
