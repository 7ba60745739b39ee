using System.Text;

namespace ModelArts.Sdk.Testing;

/// <summary>
/// What a simulator was asked, in the order in which it answered: an entry is there before its client has the answer. Thread-safe.
/// </summary>
/// <remarks>
/// Requests that stubs of your own answer are not in it, but in WireMock's own log, <c>LogEntries</c> of
/// <see cref="ModelArtsSimulator.Server"/>; <see cref="SimulatorOptions.LogsRequests"/> puts all others there too, with their headers.
/// Requests that a fault strikes are in it, with <see cref="SimulatorJournalEntry.Fault"/> and whether the service had committed; so are struck connections, as
/// <see cref="SimulatorOperation.Connect"/>.
/// </remarks>
public sealed class SimulatorJournal
{
    private readonly List<SimulatorJournalEntry> _entries = [];
    private readonly int _capacity;

    internal SimulatorJournal(int? capacity = null) => _capacity = capacity ?? int.MaxValue;

    /// <summary>
    /// Raised for each request, on the thread that answers it, before its client has the answer: for a log. A handler must be quick, may
    /// be called by several threads at once, and must not throw.
    /// </summary>
    public event EventHandler<SimulatorJournalEntry>? EntryAdded;

    /// <summary>Every request so far. A snapshot, which later requests do not change.</summary>
    public IReadOnlyList<SimulatorJournalEntry> Entries
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>The requests that asked for one operation. A snapshot.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>Those requests in their order.</returns>
    public IReadOnlyList<SimulatorJournalEntry> Of(SimulatorOperation operation) => [.. Entries.Where(entry => entry.Operation == operation)];

    /// <summary>Asserts how often an operation was asked for, whatever the answer was.</summary>
    /// <param name="count">How often.</param>
    /// <param name="operation">The operation.</param>
    /// <returns>Those requests, to look at them more closely.</returns>
    /// <exception cref="SimulatorAssertionException">It was asked for more or less often; the message lists every request.</exception>
    public IReadOnlyList<SimulatorJournalEntry> ShouldHave(int count, SimulatorOperation operation) =>
        ShouldHave(count, operation, static _ => true);

    /// <summary>Asserts how often an operation was asked for in such a way, or answered in such a way.</summary>
    /// <param name="count">How often.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="condition">Which of its requests count, such as <c>entry => entry.StatusCode == 200</c>.</param>
    /// <returns>Those requests, to look at them more closely.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is <see langword="null"/>.</exception>
    /// <exception cref="SimulatorAssertionException">There were more or fewer of them; the message lists every request.</exception>
    public IReadOnlyList<SimulatorJournalEntry> ShouldHave(int count, SimulatorOperation operation, Func<SimulatorJournalEntry, bool> condition)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(condition);
        IReadOnlyList<SimulatorJournalEntry> all = Entries;
        SimulatorJournalEntry[] matching = [.. all.Where(entry => entry.Operation == operation && condition(entry))];
        return matching.Length == count ? matching : throw new SimulatorAssertionException(Describe(count, operation, matching.Length, all));
    }

    /// <summary>Forgets every request so far; the instances stay.</summary>
    public void Clear()
    {
        lock (_entries)
        {
            _entries.Clear();
        }
    }

    /// <summary>The last few requests, in their order.</summary>
    internal IReadOnlyList<SimulatorJournalEntry> Last(int count)
    {
        lock (_entries)
        {
            return [.. _entries.TakeLast(count)];
        }
    }

    internal void Add(SimulatorJournalEntry entry)
    {
        lock (_entries)
        {
            _entries.Add(entry);
            if (_entries.Count / 2 >= _capacity)
            {
                // Not one by one, which would move the whole list each time.
                _entries.RemoveRange(0, _entries.Count - _capacity);
            }
        }

        EntryAdded?.Invoke(this, entry);
    }

    private static string Describe(int expected, SimulatorOperation operation, int found, IReadOnlyList<SimulatorJournalEntry> all)
    {
        StringBuilder message = new($"Expected {expected} such {operation} request{(expected == 1 ? "" : "s")}, and found {found}.");
        message.Append(all.Count == 0 ? " The simulator was asked nothing at all." : " The simulator was asked:");
        foreach (SimulatorJournalEntry entry in all)
        {
            message.Append("\n  - ").Append(entry);
        }

        return message.ToString();
    }
}
