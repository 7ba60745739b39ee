namespace ModelArts.Sdk.Testing.State;

/// <summary>The instances of a simulator, thread-safe: whatever is done to them is done at one point in time, and by one at a time.</summary>
internal sealed class InstanceStore(SimulatorOptions options, TimeProvider clock)
{
    private readonly object _gate = new();
    private readonly InstanceTable _table = new(options);

    /// <summary>Reads or changes the instances as they are now.</summary>
    public T Do<T>(Func<InstanceTable, T> work)
    {
        lock (_gate)
        {
            DateTimeOffset now = clock.GetUtcNow();
            _table.Advance(now);
            T result = work(_table);

            // What was freed goes to the next in the queue at once.
            _table.Advance(now);
            return result;
        }
    }
}
