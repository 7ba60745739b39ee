using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>Records to and from JSON by way of the library's own context, and the JSON that a record cannot do without.</summary>
internal static class RecordJson
{
    public static JsonTypeInfo TypeInfo(Type record) =>
        ModelArtsJsonContext.Default.GetTypeInfo(record) ?? throw new InvalidOperationException($"The JSON context does not know {record.Name}.");

    public static object Read(Type record, string json) =>
        JsonSerializer.Deserialize(json, TypeInfo(record)) ?? throw new JsonException("The JSON is null.");

    public static string Write(object record) => JsonSerializer.Serialize(record, TypeInfo(record.GetType()));

    /// <summary>The least that the record takes: its required fields.</summary>
    public static string Minimal(ApiTable table) => Object(RequiredSamples(table));

    /// <summary>The required fields and <paramref name="field"/>, which has <paramref name="value"/>.</summary>
    public static string With(ApiField field, string value)
    {
        Dictionary<string, string> samples = RequiredSamples(ApiTables.Number(field.Table));
        samples[field.Name] = value;
        return Object(samples);
    }

    /// <summary>The record's required fields but for one.</summary>
    public static string Without(ApiField field)
    {
        Dictionary<string, string> samples = RequiredSamples(ApiTables.Number(field.Table));
        samples.Remove(field.Name);
        return Object(samples);
    }

    public static object? Value(object record, ApiField field) => Property(record.GetType(), field).GetValue(record);

    public static PropertyInfo Property(Type record, ApiField field) =>
        record.GetProperty(field.PropertyName) ?? throw new InvalidOperationException($"{field}: {record.Name} has no property {field.PropertyName}.");

    /// <summary>A value as a user would print it, with times in full.</summary>
    public static string? Show(object? value) => value switch
    {
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };

    // An instance without an id is of no use: the one field of a response that is required, though no table says so.
    public static bool IsRequired(ApiField field) => field.Required || field.Key == "11.id";

    private static Dictionary<string, string> RequiredSamples(ApiTable table) =>
        table.Fields.Where(IsRequired).ToDictionary(field => field.Name, field => FieldSample.Of(field).Json);

    private static string Object(Dictionary<string, string> fields) =>
        $"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}";
}
