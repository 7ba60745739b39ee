using System.Reflection;
using System.Runtime.CompilerServices;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>There is one sealed record a table, with the table's fields and no others.</summary>
public sealed class RecordShapeTests
{
    // What real responses carry and no table lists.
    private static readonly string[] Undocumented = ["13.annotations", "16.params_extends", "21.volume_unit"];

    // The other endpoints, which the reference page of create does not describe.
    private static readonly Type[] OfOtherEndpoints =
    [
        typeof(DeleteInstanceResult), typeof(InstanceActionRequest), typeof(InstanceActionResult), typeof(InstancePage), typeof(UpdateInstanceRequest),
    ];

    public static TheoryData<int> Records => [.. ApiTables.OfRecords.Select(table => table.Number)];

    public static TheoryData<int, string> Links => ApiTables.Rows(row => row.SeeTable is not null);

    [Fact]
    public void Tables_AreAllThere()
    {
        Assert.Equal("POST /v1/{project_id}/demanager/instances", ContractFixture.Parse("tables.json").GetProperty("endpoint").GetString());
        Assert.Equal(["project_id"], ApiTables.Path.Fields.Select(field => field.Name));
        Assert.Equal(Enumerable.Range(2, 29), ApiTables.OfRecords.Select(table => table.Number));
        Assert.Equal(129, ApiTables.OfRecords.Sum(table => table.Fields.Count));
        Assert.Equal(29, ApiTables.OfRecords.Select(table => table.RecordType).Distinct().Count());
    }

    [Fact]
    public void FormsWrittenOutByHand_NameFieldsThatExist() =>
        Assert.Empty(FieldForms.Keys.Except(ApiTables.OfRecords.SelectMany(table => table.Fields).Select(field => field.Key)));

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_IsAPublicSealedRecordThatCannotChange(int table)
    {
        Type record = ApiTables.Number(table).RecordType;

        Assert.True(record.IsPublic, $"{record.Name} is not public.");
        Assert.True(record.IsSealed, $"{record.Name} is not sealed.");
        Assert.NotNull(record.GetMethod("<Clone>$"));
        Assert.All(PublicProperties(record), property => Assert.True(IsInitOnly(property), $"{record.Name}.{property.Name} can be set after the record is made."));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Record_HasThePropertiesOfItsTableAndNoOthers(int number)
    {
        ApiTable table = ApiTables.Number(number);
        IEnumerable<string> undocumented = Undocumented
            .Where(key => key.StartsWith($"{number}.", StringComparison.Ordinal))
            .Select(key => key[(key.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        List<ApiField> fields = [.. table.Fields, .. undocumented.Select(name => new ApiField(number, name, "", Required: false, SeeTable: null))];

        Assert.Equal(
            fields.Select(field => field.PropertyName).Order(StringComparer.Ordinal),
            PublicProperties(table.RecordType).Where(IsStored).Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            fields.Select(field => field.Name).Order(StringComparer.Ordinal),
            RecordJson.TypeInfo(table.RecordType).Properties
                .Where(property => property is { IsExtensionData: false, Set: not null })
                .Select(property => property.Name)
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void Field_ThatRefersToATable_HoldsTheRecordOfThatTable(int table, string name)
    {
        ApiField field = ApiTables.Field(table, name);
        Type type = RecordJson.Property(ApiTables.Number(table).RecordType, field).PropertyType;

        Type linked = ApiTables.Number(field.SeeTable!.Value).RecordType;
        Assert.Equal(field.Type == "Object" ? linked : typeof(IReadOnlyList<>).MakeGenericType(linked), type);
    }

    [Fact]
    public void EveryPublicRecordOfTheWire_MirrorsATableOrBelongsToAnotherEndpoint() =>
        Assert.Equal(
            ApiTables.OfRecords.Select(table => table.RecordType).Concat(OfOtherEndpoints).Append(typeof(WireRecord)).OrderBy(type => type.Name, StringComparer.Ordinal),
            typeof(WireRecord).Assembly.GetExportedTypes()
                .Where(type => typeof(WireRecord).IsAssignableFrom(type) || type == typeof(RepositoryCredential))
                .OrderBy(type => type.Name, StringComparer.Ordinal));

    private static IEnumerable<PropertyInfo> PublicProperties(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != nameof(WireRecord.AdditionalProperties));

    // What is worked out from the fields, such as IsTransitional, is not a field.
    private static bool IsStored(PropertyInfo property) => property.SetMethod is not null;

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? true;
}
