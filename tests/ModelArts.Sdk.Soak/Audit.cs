using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.Soak;

/// <summary>Compares what the simulator has done with what the SDK has reported.</summary>
internal sealed class Audit
{
    private readonly ILookup<string, SimulatorJournalEntry> _created;
    private readonly ILookup<string, SimulatorJournalEntry> _requests;
    private readonly Dictionary<string, DevEnvironmentInstance> _left;

    public Audit(ModelArtsSimulator simulator)
    {
        SimulatorJournalEntry[] creates = [.. simulator.Journal.Of(SimulatorOperation.Create).Where(entry => entry.Decision?.InstanceName is not null)];
        _requests = creates.ToLookup(entry => entry.Decision!.InstanceName!, StringComparer.Ordinal);
        _created = creates.Where(entry => entry.Committed).ToLookup(entry => entry.Decision!.InstanceName!, StringComparer.Ordinal);
        _left = simulator.Instances.ToDictionary(instance => instance.Id, StringComparer.Ordinal);
    }

    /// <summary>Instances beyond one for each call.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Instances that exist, or existed, of which no caller was told.</summary>
    public int Lost { get; private set; }

    /// <summary>Reports that are not so.</summary>
    public int Wrong { get; private set; }

    /// <summary>Unknown outcomes that <see cref="DevEnvironmentsClient.FindByNameAsync(string, CancellationToken)"/> could not settle.</summary>
    public int Unresolved { get; private set; }

    public int Foreign { get; private set; }

    /// <summary>What is wrong, in words, with the requests for the name.</summary>
    public List<string> Findings { get; } = [];

    /// <summary>Audits what the callers of one name were told.</summary>
    public void Check(IReadOnlyList<CreateReport> reports)
    {
        string name = reports[0].Name;
        string[] created = [.. _created[name].Select(entry => entry.InstanceId!)];

        // Two callers of one name can come to an instance each: where the first has deleted its own, the name is free again.
        if (created.Length > reports.Count)
        {
            Duplicates += created.Length - reports.Count;
            Find(name, $"created {created.Length} times for {reports.Count}: {string.Join(", ", created)}");
        }

        foreach (CreateReport report in reports)
        {
            Check(report, created);
        }

        foreach (string id in created.Except(reports.Select(report => report.InstanceId ?? "")))
        {
            Lost++;
            Find(name, $"created as {id}, which no caller was told: {string.Join("; ", reports.Select(report => $"{report.Outcome} {report.InstanceId} {report.Failure?.Message}"))}");
        }

        // What the service answers to one caller, another can only have found.
        if (reports.Count(report => report.Outcome == ReportedOutcome.Created && !report.WasReconciled) > created.Length)
        {
            Wrong++;
            Find(name, "reported as answered to more callers than it was created for");
        }
    }

    private void Check(CreateReport report, string[] created)
    {
        if (report.Outcome == ReportedOutcome.Foreign || report.LaterFailure is not null)
        {
            Foreign++;
            Find(report.Name, $"an exception that the SDK does not promise: {report.LaterFailure ?? report.Failure}");
        }

        if (report.Outcome == ReportedOutcome.Created && !created.Contains(report.InstanceId))
        {
            Wrong++;
            Find(report.Name, $"reported as created as {report.InstanceId}, which it was not");
        }

        if (report.WasDeleted && _left.ContainsKey(report.InstanceId!))
        {
            Wrong++;
            Find(report.Name, $"reported as deleted, and still there as {report.InstanceId}");
        }

        if (report.Outcome == ReportedOutcome.Unknown && (!report.WasResolved || (report.InstanceId is { } found ? !created.Contains(found) : created.Length > 0)))
        {
            Unresolved++;
            Find(report.Name, $"unknown, and found as {report.InstanceId ?? "nothing"}: {report.Failure!.Message}");
        }
    }

    private void Find(string name, string what) =>
        Findings.Add($"{name}: {what}{string.Concat(_requests[name].Select(entry => $"\n    {entry}"))}");
}
