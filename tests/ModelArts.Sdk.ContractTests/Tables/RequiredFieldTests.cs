using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>What a request must carry the compiler demands, and nothing else; a response owes us an id only.</summary>
public sealed class RequiredFieldTests
{
    public static TheoryData<int> Records => [.. ApiTables.OfRecords.Select(table => table.Number)];

    public static TheoryData<int, string> RequiredFields => ApiTables.Rows(RecordJson.IsRequired);

    [Theory]
    [MemberData(nameof(Records))]
    public void Compiler_DemandsTheRequiredFieldsAndNoOthers(int number)
    {
        ApiTable table = ApiTables.Number(number);

        Assert.Equal(
            table.Fields.Where(RecordJson.IsRequired).Select(field => field.PropertyName).Order(StringComparer.Ordinal),
            table.RecordType.GetProperties().Where(IsRequiredByCompiler).Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Compiler_HasNoConstructorThatLetsACallerLeaveThemOut(int table) =>
        Assert.All(
            ApiTables.Number(table).RecordType.GetConstructors(),
            constructor => Assert.Null(constructor.GetCustomAttribute<SetsRequiredMembersAttribute>()));

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public void RequiredField_ThatIsAbsent_IsRefused(int table, string name)
    {
        ApiField field = ApiTables.Field(table, name);

        JsonException exception = Assert.Throws<JsonException>(() => RecordJson.Read(ApiTables.Number(table).RecordType, RecordJson.Without(field)));

        Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public void RequiredField_ThatIsNull_IsRefusedOrHoldsNothing(int table, string name)
    {
        ApiField field = ApiTables.Field(table, name);
        Type record = ApiTables.Number(table).RecordType;
        string json = RecordJson.With(field, "null");

        // An open value has no null: it becomes the empty value, which validation refuses by name.
        if (FieldForms.Of(field) == FieldForm.OpenValue)
        {
            Assert.Equal("", RecordJson.Show(RecordJson.Value(RecordJson.Read(record, json), field)));
        }
        else
        {
            Assert.Throws<JsonException>(() => RecordJson.Read(record, json));
        }
    }

    private static bool IsRequiredByCompiler(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));
}
