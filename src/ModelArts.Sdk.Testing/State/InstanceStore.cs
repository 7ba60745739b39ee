namespace ModelArts.Sdk.Testing.State;

/// <summary>The instances of a simulator. Thread-safe; of several creates of one name exactly one wins.</summary>
internal sealed class InstanceStore
{
    private readonly List<SimulatedInstance> _all = [];
    private readonly Dictionary<string, SimulatedInstance> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Every instance, in the order of creation.</summary>
    public IReadOnlyList<SimulatedInstance> All
    {
        get
        {
            lock (_all)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>The instance of an id; <see langword="null"/> where there is none.</summary>
    public SimulatedInstance? Find(string id)
    {
        lock (_all)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    /// <summary>
    /// Adds an instance, unless one of its name is there: then <paramref name="make"/> is not called, so that nothing that is meant
    /// for the next instance goes to one that never comes to be.
    /// </summary>
    public SimulatedInstance? TryAdd(string name, Func<SimulatedInstance> make)
    {
        lock (_all)
        {
            if (!_names.Add(name))
            {
                return null;
            }

            SimulatedInstance instance = make();
            _byId.Add(instance.Id, instance);
            _all.Add(instance);
            return instance;
        }
    }
}
