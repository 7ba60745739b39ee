using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>The tables of the reference page, as <c>Fixtures/tables.json</c> gives them.</summary>
internal static class ApiTables
{
    private static readonly IReadOnlyList<ApiTable> All = Load();

    /// <summary>The tables that a record mirrors: 2 to 30. Table 1 is the path.</summary>
    public static IReadOnlyList<ApiTable> OfRecords { get; } = [.. All.Where(table => table.Record is not null)];

    public static ApiTable Path { get; } = All.Single(table => table.Direction == "path");

    public static ApiTable Number(int number) => All.Single(table => table.Number == number);

    public static ApiField Field(int table, string name) => Number(table).Fields.Single(field => field.Name == name);

    /// <summary>The fields of all records that a test runs over.</summary>
    public static TheoryData<int, string> Rows(Func<ApiField, bool> which) =>
        [.. OfRecords.SelectMany(table => table.Fields).Where(which).Select(row => (row.Table, row.Name))];

    private static ApiTable[] Load() =>
    [
        .. ContractFixture.Parse("tables.json").GetProperty("tables").EnumerateArray().Select(table =>
        {
            int number = table.GetProperty("table").GetInt32();
            return new ApiTable(
                number,
                table.GetProperty("direction").GetString()!,
                table.TryGetProperty("record", out JsonElement record) ? record.GetString() : null,
                [.. table.GetProperty("fields").EnumerateArray().Select(field => ReadField(number, field))]);
        }),
    ];

    private static ApiField ReadField(int table, JsonElement field) => new(
        table,
        field.GetProperty("name").GetString()!,
        // The page writes "Array< storageType >" once.
        field.GetProperty("type").GetString()!.Replace(" ", "", StringComparison.Ordinal),
        field.TryGetProperty("required", out JsonElement required) && required.GetBoolean(),
        field.TryGetProperty("see_table", out JsonElement link) ? link.GetInt32() : null);
}

/// <summary>A table of the reference page.</summary>
internal sealed record ApiTable(int Number, string Direction, string? Record, IReadOnlyList<ApiField> Fields)
{
    /// <summary>The record that mirrors it.</summary>
    public Type RecordType =>
        typeof(DevEnvironmentInstance).Assembly.GetType($"{typeof(DevEnvironmentInstance).Namespace}.{Record}")
        ?? throw new InvalidOperationException($"Table {Number}: there is no record {Record}.");

    public override string ToString() => $"Table {Number} ({Record})";
}

/// <summary>A row of a table: one field of the JSON.</summary>
internal sealed record ApiField(int Table, string Name, string Type, bool Required, int? SeeTable)
{
    /// <summary>PascalCase of the JSON name: <c>ai_project</c> is <c>AiProject</c>.</summary>
    public string PropertyName => string.Concat(Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public string Key => $"{Table}.{Name}";

    public override string ToString() => Key;
}
