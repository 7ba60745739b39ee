using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>A service that has moved on loses nothing by way of an older SDK.</summary>
public sealed class UnknownFieldTests
{
    private const string Extra = "\"x_later\":{\"deep\":[1,\"2\",null,{\"a\":true}]},\"x_null\":null";

    // Table 30 is the exception: a field that nobody knows may be a secret there.
    public static TheoryData<int> Records =>
        [.. ApiTables.OfRecords.Where(table => table.RecordType != typeof(RepositoryCredential)).Select(table => table.Number)];

    [Theory]
    [MemberData(nameof(Records))]
    public void UnknownField_RoundTrip_IsKept(int number)
    {
        ApiTable table = ApiTables.Number(number);
        string json = WithExtra(table);

        WireRecord record = (WireRecord)RecordJson.Read(table.RecordType, json);

        Assert.Equal(["x_later", "x_null"], record.AdditionalProperties.Keys);
        Assert.Equal(JsonValueKind.Object, record.AdditionalProperties["x_later"].ValueKind);
        JsonAssert.Same(json, RecordJson.Write(record));
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void UnknownField_IsNotShownByToString(int number)
    {
        ApiTable table = ApiTables.Number(number);

        string? shown = RecordJson.Read(table.RecordType, WithExtra(table)).ToString();

        Assert.DoesNotContain("x_later", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Unmapped", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownField_SetOnARequest_IsSentAlong()
    {
        CreateInstanceRequest request;
        using (JsonDocument value = JsonDocument.Parse("""{"on":true}"""))
        {
            request = CreateInstanceRequest.For("n").WithProfile("p").WithFlavor("f").WithEvsStorage().Build() with
            {
                AdditionalProperties = new Dictionary<string, JsonElement> { ["feature"] = value.RootElement },
            };
        }

        JsonAssert.Same(
            """{"name":"n","profile_id":"p","flavor":"f","spec":{"storage":{"type":"evs","location":{"volume_size":5}}},"feature":{"on":true}}""",
            RecordJson.Write(request));
    }

    [Fact]
    public void UnknownField_SetWithoutAValue_IsRefusedByName()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new User { AdditionalProperties = new Dictionary<string, JsonElement> { ["feature"] = default } });

        Assert.Contains("'feature'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownFields_SetToNull_AreRefused() => Assert.Throws<ArgumentNullException>(() => new User { AdditionalProperties = null! });

    private static string WithExtra(ApiTable table)
    {
        string json = RecordJson.Minimal(table);
        return json == "{}" ? $"{{{Extra}}}" : $"{json[..^1]},{Extra}}}";
    }
}
