namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// The instances that the creates of a client have come to lately: what one create has got, no other can take for its own. What is found
/// by its name goes to nobody as long as another request of that name is under way, whose answer it may yet be. Thread-safe.
/// </summary>
/// <param name="timeProvider">The client's clock.</param>
/// <param name="lifetime">How long a create can still be looking for its instance.</param>
internal sealed class ClaimedInstances(TimeProvider timeProvider, TimeSpan lifetime)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long Time)> _byAge = new();
    private readonly Dictionary<string, int> _underWay = new(StringComparer.Ordinal);

    /// <summary>A request to create an instance of a name is about to be sent.</summary>
    public void Begin(string name)
    {
        lock (_ids)
        {
            _underWay[name] = _underWay.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>That request has ended; where it was answered, with the id of the instance, which is then claimed.</summary>
    public void End(string name, string? answeredId)
    {
        lock (_ids)
        {
            if (--_underWay[name] == 0)
            {
                _underWay.Remove(name);
            }

            if (answeredId is not null)
            {
                Add(answeredId);
            }
        }
    }

    /// <summary>Claims an instance that was found; <see langword="false"/>: another create has it, or may yet get it.</summary>
    public bool TryClaim(string id, string name)
    {
        lock (_ids)
        {
            return !_underWay.ContainsKey(name) && Add(id);
        }
    }

    /// <summary>Whether a create has it.</summary>
    public bool Contains(string id)
    {
        lock (_ids)
        {
            return _ids.Contains(id);
        }
    }

    private bool Add(string id)
    {
        while (_byAge.TryPeek(out (string Id, long Time) oldest) && timeProvider.GetElapsedTime(oldest.Time) > lifetime)
        {
            _ids.Remove(_byAge.Dequeue().Id);
        }

        if (!_ids.Add(id))
        {
            return false;
        }

        _byAge.Enqueue((id, timeProvider.GetTimestamp()));
        return true;
    }
}
