using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace ModelArts.Sdk.Benchmarks.Report;

/// <summary>Writes what was measured into docs/performance.md, between two marks, and draws the chart.</summary>
internal static class PerformanceReport
{
    private const string Begin = "<!-- figures: written by tests/ModelArts.Sdk.Benchmarks -->";
    private const string End = "<!-- end of figures -->";

    /// <summary>The parts in the order in which they stand.</summary>
    public static readonly string[] Names = ["cpu", "calls", "signing", "telemetry", "start-up", "callers", "waits"];

    public static void Write()
    {
        Part[] parts = [.. Names.Select(Part.Load).OfType<Part>()];
        string docs = Path.Combine(Repository.Root, "docs");
        string page = Path.Combine(docs, "performance.md");
        string text = File.ReadAllText(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(page, text[..begin] + "\n\n" + Describe(parts) + text[end..]);
        Directory.CreateDirectory(Path.Combine(docs, "images"));
        File.WriteAllText(Path.Combine(docs, "images", "performance.svg"), Chart.Draw([.. parts.SelectMany(part => part.Bars)]));
    }

    public static string Describe(IReadOnlyList<Part> parts)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Measured on {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}.\n\n");
        AppendTable(text, new Table(
            "Goals",
            "",
            ["what", "limit", "goal", "measured", ""],
            [.. parts.SelectMany(part => part.Goals).Select(goal => (string[])[goal.What, goal.Limit, goal.Promise, goal.Measured, goal.IsReached ? "reached" : "**not reached**"])]));
        foreach (Table table in parts.SelectMany(part => part.Tables))
        {
            AppendTable(text, table);
        }

        return text.ToString();
    }

    private static void AppendTable(StringBuilder text, Table table)
    {
        text.Append("### ").Append(table.Title).Append("\n\n");
        if (table.Note.Length > 0)
        {
            text.Append(table.Note).Append("\n\n");
        }

        AppendRow(text, table.Columns);
        AppendRow(text, [.. table.Columns.Select((_, index) => index == 0 ? "---" : "--:")]);
        table.Rows.ForEach(row => AppendRow(text, row));
        text.Append('\n');
    }

    private static void AppendRow(StringBuilder text, string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
