namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// The instances that the creates of a client have come to lately: what one create has got, no other can take for its own.
/// Thread-safe.
/// </summary>
/// <param name="timeProvider">The client's clock.</param>
/// <param name="lifetime">How long a create can still be looking for its instance.</param>
internal sealed class ClaimedInstances(TimeProvider timeProvider, TimeSpan lifetime)
{
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long Time)> _byAge = new();

    /// <summary>Claims an instance; <see langword="false"/>: another create has it.</summary>
    public bool TryClaim(string id)
    {
        lock (_ids)
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

    /// <summary>Whether a create has it.</summary>
    public bool Contains(string id)
    {
        lock (_ids)
        {
            return _ids.Contains(id);
        }
    }
}
