using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>Each of the fields, by what it does: it is read into its property, written as the table has it, and refuses other kinds.</summary>
public sealed class RecordFieldTests
{
    public static TheoryData<int, string> Fields => ApiTables.Rows(_ => true);

    // The fields of Table 30 are secrets: they are read but not written, and have tests of their own.
    public static TheoryData<int, string> FieldsThatAreWritten =>
        ApiTables.Rows(row => ApiTables.Number(row.Table).RecordType != typeof(RepositoryCredential));

    public static TheoryData<int, string> OptionalFields => ApiTables.Rows(row => !RecordJson.IsRequired(row));

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_OfTheTablesType_IsReadIntoItsPropertyAndNoOther(int table, string name)
    {
        (ApiField field, FieldSample sample, Type record) = Describe(table, name);

        object read = RecordJson.Read(record, RecordJson.With(field, sample.Json));

        object? value = RecordJson.Value(read, field);
        Assert.NotNull(value);
        Assert.IsAssignableFrom(sample.PropertyType, value);
        Type declared = RecordJson.Property(record, field).PropertyType;
        Assert.Equal(sample.PropertyType, Nullable.GetUnderlyingType(declared) ?? declared);
        if (sample.Shown is { } shown)
        {
            Assert.Equal(shown, RecordJson.Show(value));
        }

        Assert.Empty((read as WireRecord)?.AdditionalProperties ?? new Dictionary<string, JsonElement>());
        object without = RecordJson.Read(record, RecordJson.Minimal(ApiTables.Number(table)));
        Assert.All(
            ApiTables.Number(table).Fields.Where(other => other != field && !RecordJson.IsRequired(other)),
            other => Assert.Equal(RecordJson.Value(without, other), RecordJson.Value(read, other)));
    }

    [Theory]
    [MemberData(nameof(FieldsThatAreWritten))]
    public void Field_RoundTrip_IsWrittenInTheTablesForm(int table, string name)
    {
        (ApiField field, FieldSample sample, Type record) = Describe(table, name);
        string json = RecordJson.With(field, sample.Json);

        string written = RecordJson.Write(RecordJson.Read(record, json));

        JsonAssert.Same(json, written);
    }

    [Theory]
    [MemberData(nameof(FieldsThatAreWritten))]
    public void Field_InAnotherFormThatTheServiceUses_IsReadAlikeAndWrittenInTheTablesForm(int table, string name)
    {
        (ApiField field, FieldSample sample, Type record) = Describe(table, name);

        Assert.All(sample.OtherForms, form =>
        {
            object read = RecordJson.Read(record, RecordJson.With(field, form));

            Assert.Equal(sample.Shown, RecordJson.Show(RecordJson.Value(read, field)));
            JsonAssert.Same(RecordJson.With(field, sample.Json), RecordJson.Write(read));
        });
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_OfAWrongKind_IsRefused(int table, string name)
    {
        (ApiField field, FieldSample sample, Type record) = Describe(table, name);

        Assert.NotEmpty(sample.WrongKinds);
        Assert.All(sample.WrongKinds, wrong => Assert.Throws<JsonException>(() => RecordJson.Read(record, RecordJson.With(field, wrong))));
    }

    [Theory]
    [MemberData(nameof(OptionalFields))]
    public void Field_ThatIsOptionalAndNull_IsTheSameAsAbsent(int table, string name)
    {
        (ApiField field, _, Type record) = Describe(table, name);

        object read = RecordJson.Read(record, RecordJson.With(field, "null"));

        string absent = RecordJson.Minimal(ApiTables.Number(table));
        Assert.Equal(RecordJson.Read(record, absent), read);
        JsonAssert.Same(absent, RecordJson.Write(read));
    }

    private static (ApiField Field, FieldSample Sample, Type Record) Describe(int table, string name)
    {
        ApiField field = ApiTables.Field(table, name);
        return (field, FieldSample.Of(field), ApiTables.Number(table).RecordType);
    }
}
