using System.Net;
using System.Text.Json.Nodes;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class ValidationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Where in a valid request which value goes (absent: the field is removed), and what the service says to that.</summary>
    public static TheoryData<string, string?, string, string> BrokenRequests => new()
    {
        { "name", null, "6335", "'name' is a required property." },
        { "name", "null", "6335", "'name' is a required property." },
        { "name", "\"\"", "6335", "'name' is a required property." },
        { "name", "\"my notebook\"", "6334", "Invalid value for name or description. The character ` ` is not allowed." },
        { "name", "\"n\\ud83d\\ude00\"", "6334", "Invalid value for name or description. The character `\ud83d\ude00` is not allowed." },
        { "name", $"\"{new string('n', 65)}\"", "6336", "'name' property value is incorrect." },
        { "profile_id", null, "6335", "'profile_id' is a required property." },
        { "flavor", "\" \"", "6335", "'flavor' is a required property." },
        { "description", "\"a<b\"", "6334", "Invalid value for name or description. The character `<` is not allowed." },
        { "description", $"\"{new string('d', 513)}\"", "6336", "'description' property value is incorrect." },
        { "profile_id", "\"Multi-Engine 1.0 (python3)-gpu\"", "6330", "The type of the profile does not match the type of the flavor." },
        { "flavor", "\"modelarts.vm.gpu.p100\"", "6330", "The type of the profile does not match the type of the flavor." },
        { "spec", null, "6335", "'spec' is a required property." },
        { "spec", "{}", "6316", "The param 'storage' is needed for creating notebook instance." },
        { "spec.storage", "{}", "6335", "'type' is a required property." },
        { "spec.storage", """{"type":"obs"}""", "6317", "The 'path' parameter is required when the storage type is OBS." },
        { "spec.storage", """{"type":"obs","location":{"path":"/bucket/dir"}}""", "6318", "The param path needs to end with /." },
        {
            "spec.storage", """{"type":"obs","location":{"path":"/bucket/"}}""", "6358",
            "The path parameter is incorrect. It cannot be the root directory of an OBS bucket, but must be a specific directory in the OBS bucket."
        },
        { "spec.storage", """{"type":"evs","location":{"volume_size":4}}""", "6331", "The evs volume size ranges from 5 GB to 4096 GB." },
        { "spec.storage", """{"type":"evs","location":{"volume_size":4097}}""", "6331", "The evs volume size ranges from 5 GB to 4096 GB." },
        { "spec.storage", """{"type":"evs","location":{"path":"/x/y/"}}""", "6336", "'path' property value is incorrect." },
        { "spec.storage", """{"type":"obsfs","location":{"path":"b","access_modes":"Some"}}""", "6336", "'access_modes' property value is incorrect." },
        { "spec.storage", """{"type":"tape"}""", "6324", "This location type is not supported. Please check it." },
        { "spec.storage", """{"type":"efs"}""", "6324", "This location type is not supported. Please check it." },
        { "spec.extend_storage", """[{"type":"evs"}]""", "6324", "This location type is not supported. Please check it." },
        { "spec.extend_storage", """[null]""", "6324", "This location type is not supported. Please check it." },
        { "spec.auto_stop", """{"enable":true}""", "6348", "The 'duration' parameter is mandatory for enabling auto stop." },
        { "spec.auto_stop", """{"enable":true,"duration":3599}""", "6349", "The 'duration' parameter is incorrect. The value ranges from 3600 to 86400." },
        { "spec.auto_stop", """{"enable":true,"duration":86401}""", "6349", "The 'duration' parameter is incorrect. The value ranges from 3600 to 86400." },
        { "spec.annotations", """{"":"x"}""", "6336", "'annotations' property value is incorrect." },
        { "pool", """{"name":"p"}""", "6335", "'id' is a required property." },
        { "name", "1", "6332", "Incorrect parameter type. The 'name' parameter must be of the 'String' type." },
        { "spec", "[]", "6332", "Incorrect parameter type. The 'spec' parameter must be of the 'Object' type." },
        { "spec.storage", """{"type":true}""", "6332", "Incorrect parameter type. The 'type' parameter must be of the 'String' type." },
        { "spec.storage", """{"type":"evs","location":{"volume_size":"5"}}""", "6332", "Incorrect parameter type. The 'volume_size' parameter must be of the 'Integer' type." },
        { "spec.storage", """{"type":"evs","location":{"volume_size":5.5}}""", "6332", "Incorrect parameter type. The 'volume_size' parameter must be of the 'Integer' type." },
        { "spec.storage", """{"type":"evs","location":{"volume_size":1e400}}""", "6332", "Incorrect parameter type. The 'volume_size' parameter must be of the 'Integer' type." },
        { "spec.auto_stop", """{"enable":"true"}""", "6332", "Incorrect parameter type. The 'enable' parameter must be of the 'Boolean' type." },
        { "spec.auto_stop", """{"duration":"3600"}""", "6332", "Incorrect parameter type. The 'duration' parameter must be of the 'Integer' type." },
        { "spec.auto_stop", """{"duration":3600.5}""", "6332", "Incorrect parameter type. The 'duration' parameter must be of the 'Integer' type." },
        { "spec.extend_storage", "{}", "6332", "Incorrect parameter type. The 'extend_storage' parameter must be of the 'Array' type." },
        { "spec.extend_storage", "[1]", "6332", "Incorrect parameter type. The 'extend_storage' parameter must be of the 'Object' type." },
        { "spec.annotations", """{"a":1}""", "6332", "Incorrect parameter type. The 'annotations' parameter must be of the 'String' type." },
        { "spec.annotations", """["a"]""", "6332", "Incorrect parameter type. The 'annotations' parameter must be of the 'Map' type." },
        { "pool", """{"id":"p","owner":{"project_id":7}}""", "6332", "Incorrect parameter type. The 'project_id' parameter must be of the 'String' type." },
    };

    [Theory]
    [MemberData(nameof(BrokenRequests))]
    public async Task Create_BrokenRule_Answers400WithTheServicesCodeAndWords(string path, string? value, string code, string message)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        JsonObject request = RawClient.ValidRequest();
        string[] steps = path.Split('.');
        JsonObject parent = steps[..^1].Aggregate(request, (node, step) => node[step]!.AsObject());
        parent.Remove(steps[^1]);
        if (value is not null)
        {
            parent[steps[^1]] = JsonNode.Parse(value);
        }

        RawAnswer answer = await client.CreateAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal($"ModelArts.{code}", answer.ErrorCode);
        Assert.Equal(message, answer.ErrorMessage);
        Assert.Equal(2, answer.Json.Count);
        Assert.Empty(simulator.Instances);
    }

    [Fact]
    public async Task Create_NameInUse_Answers400With6301AndMakesNothing()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        JsonObject first = await client.CreatedAsync(RawClient.ValidRequest("taken"));

        RawAnswer answer = await client.CreateAsync(RawClient.ValidRequest("taken"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("ModelArts.6301", answer.ErrorCode);
        Assert.Equal("The instance already exists.", answer.ErrorMessage);
        Assert.Equal((string)first["id"]!, Assert.Single(simulator.Instances).Id);
    }

    [Fact]
    public async Task Get_UnknownId_Answers400With6309()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer answer = await client.GetAsync("DE-none");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("ModelArts.6309", answer.ErrorCode);
        Assert.Equal("The instance does not exist.", answer.ErrorMessage);
    }

    [Theory]
    [InlineData("x%2Fy", "x/y")]
    [InlineData("a%3Fx=1", "a?x=1")]
    [InlineData("%2e%2e%2fother", "../other")]
    public async Task Get_IdWithEscapes_IsThatIdAndNoOtherPath(string escaped, string id)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer answer = await client.GetAsync(escaped);

        Assert.Equal("ModelArts.6309", answer.ErrorCode);
        Assert.Equal(id, Assert.Single(simulator.Journal.ShouldHave(1, SimulatorOperation.Get)).InstanceId);
    }

    [Fact]
    public async Task Create_RequestThatTheSdkFindsFaultWith_IsRefusedWithTheCodeThatTheSdkNames()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        ModelArtsClientOptions options = simulator.CreateClientOptions();
        options.ValidateRequests = false;
        using ModelArtsClient client = new(options);
        CreateInstanceRequest request = new()
        {
            Name = "n",
            ProfileId = InstanceProfileId.MultiEngine1Python3Cpu,
            Flavor = InstanceFlavor.VmCpu2U,
            Spec = new NotebookSpec { Storage = new StorageSpec { Type = StorageType.Evs }, AutoStop = new AutoStopSpec { Enable = true } },
        };

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => client.DevEnvironments.CreateAsync(request, Cancellation));

        Assert.Equal(Assert.Single(request.Validate()).ErrorCode, exception.ErrorCode);
    }
}
