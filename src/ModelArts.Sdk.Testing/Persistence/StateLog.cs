using System.Globalization;
using System.Text.Json;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Persistence;

/// <summary>What a state file says, line by line, up to its end.</summary>
internal sealed class StateLog
{
    public const int Version = 1;

    public Dictionary<string, SimulatedInstance> Instances { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public long LastSequence { get; private set; }

    public TimeSpan Advanced { get; set; }

    /// <summary>
    /// Reads a file. Of the last line nothing was acknowledged unless it is complete: whoever wrote it was stopped there. A file that
    /// is not there, or is empty, says nothing.
    /// </summary>
    /// <exception cref="InvalidDataException">It is no state file, or damaged before its end.</exception>
    public static StateLog Read(string path)
    {
        StateLog log = new();
        if (!File.Exists(path))
        {
            return log;
        }

        byte[] bytes = File.ReadAllBytes(path);
        int start = 0;
        for (int number = 1; bytes.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length; number++)
        {
            log.Apply(bytes.AsSpan(start, length), number, path);
            start += length + 1;
        }

        // The first line is never written alone: this is a file of somebody else's.
        if (start == 0 && bytes.Length > 0)
        {
            throw Damaged(path, 1, "it is not the state of a simulator");
        }

        return log;
    }

    /// <summary>As few lines as say the same.</summary>
    public IEnumerable<StateRecord> Lines(IReadOnlyDictionary<string, string> secrets) =>
    [
        new StateRecord { Version = Version, Sequence = LastSequence, Advanced = Advanced, Secrets = secrets },
        .. Instances.Values.OrderBy(static instance => instance.Sequence).Select(static instance => new StateRecord { Put = instance }),
    ];

    private static InvalidDataException Damaged(string path, int line, string what, Exception? cause = null) => new(
        string.Create(CultureInfo.InvariantCulture, $"The state file '{path}' cannot be used: line {line}: {what}. Name another file, or delete this one to begin anew."),
        cause);

    private void Apply(ReadOnlySpan<byte> line, int number, string path)
    {
        StateRecord? record;
        try
        {
            record = JsonSerializer.Deserialize<StateRecord>(line, StateRecord.Format);
        }
        catch (JsonException exception)
        {
            throw Damaged(path, number, number == 1 ? "it is not the state of a simulator" : "it is damaged", exception);
        }

        if (number == 1 && record?.Version != Version)
        {
            throw Damaged(path, number, record?.Version is null ? "it is not the state of a simulator" : "it was written by another version of the simulator");
        }

        if (record is null || record.Put is { } instance && !IsWhole(instance))
        {
            throw Damaged(path, number, "it is damaged");
        }

        Apply(record);
    }

    /// <summary>JSON has nulls where no instance has, and a timeline without an end leads nowhere.</summary>
    private static bool IsWhole(SimulatedInstance instance) => instance is
    {
        Id: not null,
        ProjectId: not null,
        AccessToken: not null,
        Owner: { Id: not null, Name: not null },
        Request: { Name: not null, Spec.Storage: not null },
        Timeline.Steps: [.., { Duration: null }],
    };

    /// <summary>Adds what a further line says.</summary>
    public void Apply(StateRecord record)
    {
        LastSequence = Math.Max(LastSequence, record.Sequence ?? 0);
        Advanced = record.Advanced ?? Advanced;
        foreach ((string purpose, string secret) in record.Secrets ?? new Dictionary<string, string>())
        {
            Secrets[purpose] = secret;
        }

        if (record.Put is { } instance)
        {
            Instances[instance.Id] = instance;
        }

        if (record.Gone is { } id)
        {
            Instances.Remove(id);
        }
    }
}
