using System.Globalization;
using System.Threading.Channels;
using ModelArts.Sdk.Testing;

namespace Simulator;

/// <summary>Writes a line for each request, from a thread of its own: a console that is read slowly must not slow the service down.</summary>
internal sealed class RequestLog : IAsyncDisposable
{
    private readonly Channel<SimulatorJournalEntry> _entries = Channel.CreateUnbounded<SimulatorJournalEntry>(new() { SingleReader = true });
    private readonly SimulatorJournal _journal;
    private readonly Task _writing;

    public RequestLog(SimulatorJournal journal, TextWriter output)
    {
        _journal = journal;
        _writing = WriteAsync(output);
        journal.EntryAdded += Add;
    }

    public async ValueTask DisposeAsync()
    {
        _journal.EntryAdded -= Add;
        _entries.Writer.Complete();
        await _writing;
    }

    private static string LineOf(SimulatorJournalEntry entry)
    {
        string states = entry.StatusBefore == entry.StatusAfter ? $"{entry.StatusAfter}" : $"{entry.StatusBefore} > {entry.StatusAfter}";
        string refusal = entry.StatusCode is 401 or 403 ? $"({entry.Authentication})" : "";
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Time:HH:mm:ss.fff} {entry.StatusCode} {entry.Method} {Printable(entry.Path)} {entry.Operation} {entry.ErrorCode} {states} {entry.Caller} {refusal}");
        return string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A path may hold whatever somebody has sent: nothing of that may steer a terminal.</summary>
    private static string Printable(string text) => string.Concat(text.Select(static value => char.IsControl(value) ? '?' : value));

    private void Add(object? sender, SimulatorJournalEntry entry) => _entries.Writer.TryWrite(entry);

    private async Task WriteAsync(TextWriter output)
    {
        await foreach (SimulatorJournalEntry entry in _entries.Reader.ReadAllAsync())
        {
            await output.WriteLineAsync(LineOf(entry));
        }
    }
}
