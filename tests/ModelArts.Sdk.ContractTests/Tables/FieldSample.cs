namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>A value of a field as the table has it, what it is in the record, and what must not be taken for it.</summary>
/// <param name="Json">The value in the form that the table gives.</param>
/// <param name="Shown">What a user reads from the property, as text; <see langword="null"/> where the type says enough.</param>
/// <param name="PropertyType">The type of the property, without the nullability of a struct.</param>
/// <param name="OtherForms">The same value in forms that are read as well, for the service is not consistent.</param>
/// <param name="WrongKinds">JSON that is no such value.</param>
internal sealed record FieldSample(
    string Json,
    string? Shown,
    Type PropertyType,
    IReadOnlyList<string> OtherForms,
    IReadOnlyList<string> WrongKinds)
{
    private static readonly string[] NotText = ["5", "true", "{}", "[]"];
    private static readonly string[] NotNumber = ["true", "{}", "[]", "\"abc\"", "\"\""];

    public static FieldSample Of(ApiField field) => FieldForms.Of(field) switch
    {
        FieldForm.Text => new("\"A text: ä 中 & <b>\"", "A text: ä 中 & <b>", typeof(string), [], NotText),
        FieldForm.OpenValue => new("\"Not-Known.Yet 7\"", "Not-Known.Yet 7", FieldForms.OpenValue(field), [], NotText),
        FieldForm.OpenValueList => new(
            """["evs","Not-Known.Yet"]""", null, typeof(IReadOnlyList<>).MakeGenericType(FieldForms.OpenValue(field)), [], ["\"evs\"", "5", "{}", "[5]", "[{}]"]),
        FieldForm.Count => new("37", "37", typeof(int), ["\"37\""], [.. NotNumber, "1.5"]),
        FieldForm.Flag => new("true", "True", typeof(bool), [], ["\"true\"", "1", "{}", "[]"]),
        FieldForm.Seconds => new("5400", "01:30:00", typeof(TimeSpan), ["\"5400\""], NotNumber),
        FieldForm.HoursOrForever => new("36", "1.12:00:00", typeof(TimeSpan), ["\"36\""], NotNumber),

        // The time of the page's own example.
        FieldForm.EpochMillisecondsNumber => new(
            "1594887749962", "2020-07-16T08:22:29.9620000+00:00", typeof(DateTimeOffset), ["\"1594887749962\""], ["true", "{}", "[]", "\"abc\"", "1.5"]),
        FieldForm.EpochMillisecondsText => new(
            "\"1594887749962\"", "2020-07-16T08:22:29.9620000+00:00", typeof(DateTimeOffset), ["1594887749962"], ["true", "{}", "[]", "\"abc\"", "1.5"]),
        FieldForm.Record => new(
            RecordJson.Minimal(Linked(field)), null, Linked(field).RecordType, [], ["\"x\"", "5", "true", "[]"]),
        FieldForm.RecordList => new(
            $"[{RecordJson.Minimal(Linked(field))}]", null, typeof(IReadOnlyList<>).MakeGenericType(Linked(field).RecordType), [], ["\"x\"", "5", "{}", "[5]", "[[]]"]),
        FieldForm.TextMap => new(
            """{"Key one":"ä","url":""}""", null, typeof(IReadOnlyDictionary<string, string>), [], ["\"x\"", "5", "[]", """{"k":5}""", """{"k":{}}"""]),
        FieldForm.MixedMap => new(
            """{"CPU":8,"gpu_type":"v100NV32","memory":"64GiB","nested":{"a":[1,true,null]}}""",
            null,
            typeof(IReadOnlyDictionary<string, System.Text.Json.JsonElement>),
            [],
            ["\"x\"", "5", "[]"]),
        FieldForm form => throw new InvalidOperationException($"{field}: no sample for {form}."),
    };

    private static ApiTable Linked(ApiField field) => ApiTables.Number(field.SeeTable!.Value);
}
