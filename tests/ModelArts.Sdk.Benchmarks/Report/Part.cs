using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Benchmarks.Report;

/// <summary>What one measurement came to: tables, goals, and bars for the chart. Parts are kept as files, so that one can be measured anew.</summary>
internal sealed record Part(string Name)
{
    /// <summary>Where the parts are kept until the report is drawn.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "artifacts", "performance");

    public List<Table> Tables { get; init; } = [];

    public List<Goal> Goals { get; init; } = [];

    public List<Bar> Bars { get; init; } = [];

    public void Save()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, $"{Name}.json"), System.Text.Json.JsonSerializer.Serialize(this, PartJson.Default.Part));
    }

    public static Part? Load(string name) => Path.Combine(Folder, $"{name}.json") is var file && File.Exists(file)
        ? System.Text.Json.JsonSerializer.Deserialize(File.ReadAllText(file), PartJson.Default.Part)
        : null;
}

/// <summary>A table of the report.</summary>
internal sealed record Table(string Title, string Note, string[] Columns, List<string[]> Rows);

/// <summary>A promise, the figure that was to be reached, and the one that was.</summary>
internal sealed record Goal(string What, string Limit, string Promise, string Measured, bool IsReached);

/// <summary>A bar of the chart: a ratio to bare HttpClient.</summary>
internal sealed record Bar(string Group, string Label, double Ratio);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Part))]
internal sealed partial class PartJson : JsonSerializerContext;
