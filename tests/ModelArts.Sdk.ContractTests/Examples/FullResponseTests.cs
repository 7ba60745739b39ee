using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelArts.Sdk.ContractTests.Service;
using ModelArts.Sdk.ContractTests.Tables;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.ContractTests.Examples;

/// <summary>An answer with every field of Tables 11 to 30, those that no table lists, and unknown ones at every level.</summary>
public sealed class FullResponseTests
{
    private const int InstanceTable = 11;
    private const int CredentialTable = 30;

    [Fact]
    public void Fixture_HasEveryFieldOfTheTables()
    {
        HashSet<string> seen = [];
        Walk(ApiTables.Number(InstanceTable), ContractFixture.Parse("get-response-full.json"), (table, json) =>
        {
            Assert.All(table.Fields, field => Assert.True(json.TryGetProperty(field.Name, out _), $"The fixture lacks {field}."));
            Assert.True(table.Number == CredentialTable || json.TryGetProperty("x_later", out _), $"{table} has no unknown field in the fixture.");
            seen.UnionWith(table.Fields.Select(field => field.Key));
        });

        Assert.Equal(ApiTables.OfRecords.Where(table => table.Direction == "response").Sum(table => table.Fields.Count), seen.Count);
    }

    [Fact]
    public async Task Get_AnswerWithEverything_SurvivesTheRoundTripButForItsSecrets()
    {
        string json = ContractFixture.Read("get-response-full.json");
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.OK, json);

        DevEnvironmentInstance instance = await service.GetAsync();

        string written = RecordJson.Write(instance);
        JsonAssert.Same(WithoutSecrets(json), WithoutSecrets(written));
        Assert.DoesNotContain("canary", written, StringComparison.Ordinal);
        Assert.Equal("canary-obs-key", instance.Spec?.Credential?.SshPrivateKey);
        Assert.Equal("canary-token", instance.Repository?.ConnectionInfo?.Credential?.AccessToken);
    }

    [Fact]
    public void Records_OfAnAnswerWithEverything_KeepNothingButTheUnknownAside()
    {
        object instance = RecordJson.Read(typeof(DevEnvironmentInstance), ContractFixture.Read("get-response-full.json"));

        List<WireRecord> records = [];
        Collect(instance, records);
        Assert.True(records.Count > 20, $"Only {records.Count} records were reached.");
        Assert.All(records, record => Assert.Equal(["x_later"], record.AdditionalProperties.Keys));
    }

    [Fact]
    public void UndocumentedFields_AreReadIntoProperties()
    {
        DevEnvironmentInstance instance = (DevEnvironmentInstance)RecordJson.Read(typeof(DevEnvironmentInstance), ContractFixture.Read("get-response-full.json"));

        Assert.Equal("GB", instance.Spec?.Storage?.Location?.VolumeUnit);
        Assert.Equal("多引擎 1.0 (python3)", instance.Profile?.Provision?.Annotations?["category"]);
        Assert.Equal("8", instance.FlavorDetails?.ParamsExtends?["cpu"].GetProperty("memory_size").GetString());
    }

    private static void Walk(ApiTable table, JsonElement json, Action<ApiTable, JsonElement> visit)
    {
        visit(table, json);
        foreach (ApiField field in table.Fields.Where(field => field.SeeTable is not null))
        {
            JsonElement value = json.GetProperty(field.Name);
            IEnumerable<JsonElement> parts = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];
            foreach (JsonElement part in parts)
            {
                Walk(ApiTables.Number(field.SeeTable!.Value), part, visit);
            }
        }
    }

    private static void Collect(object? value, List<WireRecord> records)
    {
        if (value is WireRecord record)
        {
            records.Add(record);
            foreach (object? part in record.GetType().GetProperties().Select(property => property.GetValue(record)))
            {
                Collect(part, records);
            }
        }
        else if (value is IEnumerable<Storage> storages)
        {
            records.AddRange(storages);
        }
    }

    private static string WithoutSecrets(string json)
    {
        JsonNode root = JsonNode.Parse(json)!;
        root["spec"]!["credential"] = null;
        root["spec"]!["repository"]!["connection_info"]!["credential"] = null;
        root["repository"]!["connection_info"]!["credential"] = null;
        return root.ToJsonString();
    }
}
