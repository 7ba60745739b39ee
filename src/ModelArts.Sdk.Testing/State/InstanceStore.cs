using ModelArts.Sdk.Testing.Persistence;

namespace ModelArts.Sdk.Testing.State;

/// <summary>
/// The instances of a simulator, thread-safe: whatever is done to them is done at one point in time, and by one at a time. What is kept
/// in a file is there before anybody is told of it.
/// </summary>
internal sealed class InstanceStore
{
    private readonly object _gate = new();
    private readonly InstanceTable _table;
    private readonly TimeProvider _clock;
    private readonly StateFile? _file;

    public InstanceStore(SimulatorOptions options, TimeProvider clock, StateFile? file)
    {
        (_table, _clock, _file) = (new InstanceTable(options), clock, file);
        if (file is not null)
        {
            _table.Restore(file.Content.Instances.Values, file.Content.LastSequence);
        }
    }

    /// <summary>Reads or changes the instances as they are now.</summary>
    /// <exception cref="IOException">The state file cannot be written; nothing has changed.</exception>
    public T Do<T>(Func<InstanceTable, T> work)
    {
        lock (_gate)
        {
            DateTimeOffset now = _clock.GetUtcNow();
            _table.Advance(now);
            int before = _table.Changes.Count;
            T result = work(_table);
            if (_table.Changes.Count > before)
            {
                Keep(before);
            }

            _table.Settle();

            // What was freed goes to the next in the queue at once.
            _table.Advance(now);
            if (_file is null)
            {
                _table.ForgetChanges();
            }

            return result;
        }
    }

    /// <summary>Sees to it that the file, if there is one, knows how far ahead the clock is to be.</summary>
    /// <exception cref="IOException">The state file cannot be written.</exception>
    public void KeepOffset(TimeSpan offset)
    {
        lock (_gate)
        {
            _file?.AppendAdvanced(offset);
        }
    }

    /// <summary>What the passing of time alone has changed need not be written until something else is: it would come to the same again.</summary>
    private void Keep(int before)
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            _file.Append(_table.Changes, _table.LastSequence);
            _table.ForgetChanges();
        }
        catch
        {
            // Whatever it is: what is not kept must not be there, nor be in the way of what is kept next.
            _table.Undo(before);
            throw;
        }
    }
}
