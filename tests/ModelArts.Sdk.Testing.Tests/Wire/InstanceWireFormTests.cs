using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;

namespace ModelArts.Sdk.Testing.Tests.Wire;

public sealed class InstanceWireFormTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_ThePagesExampleRequest_AnswersThePagesExampleResponse()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        JsonObject answer = await client.CreatedAsync(await RawClient.FixtureAsync("create-request.json"));

        JsonObject expected = await RawClient.FixtureAsync("create-response.json");
        foreach (string field in new[] { "id", "name", "creation_timestamp", "latest_update_timestamp" })
        {
            Assert.Equal(expected[field]!.GetValueKind(), answer[field]!.GetValueKind());
            expected.Remove(field);
            answer.Remove(field);
        }

        // The id is the example's; the name is that of the simulator's user, whom IAM knows by the same.
        Assert.Equal(simulator.UserName, (string?)answer["user"]!["name"]);
        answer["user"]!["name"] = (string?)expected["user"]!["name"];

        // Explicit nulls are part of it: DeepEquals tells a null from an absent field.
        Assert.True(JsonNode.DeepEquals(expected, answer), answer.ToJsonString());
    }

    [Fact]
    public async Task ProfileUuids_TheIdIsOneForEachProfileAndTheNameIsWhatWasSent()
    {
        SimulatorOptions options = new() { UsesProfileUuids = true };
        await using ModelArtsSimulator first = await ModelArtsSimulator.StartAsync(options, Cancellation);
        await using ModelArtsSimulator second = await ModelArtsSimulator.StartAsync(options, Cancellation);
        using RawClient client = new(first);
        using RawClient another = new(second);
        JsonObject gpu = RawClient.ValidRequest("gpu");
        gpu["profile_id"] = "Multi-Engine 1.0 (python3)-gpu";
        gpu["flavor"] = "modelarts.vm.gpu.p100";

        JsonObject created = await client.CreatedAsync(RawClient.ValidRequest("one"));
        JsonNode[] profiles =
        [
            created["profile"]!,
            (await client.GotAsync((string)created["id"]!))["profile"]!,
            (await another.CreatedAsync(RawClient.ValidRequest("two")))["profile"]!,
        ];

        string[] ids = [.. profiles.Select(profile => (string)profile["id"]!)];
        Assert.True(Guid.TryParseExact(ids[0], "D", out _), ids[0]);
        Assert.Single(ids.Distinct());
        Assert.All(profiles, profile => Assert.Equal("Multi-Engine 1.0 (python3)-cpu", (string?)profile["name"]));
        Assert.NotEqual(ids[0], (string?)(await client.CreatedAsync(gpu))["profile"]!["id"]);
        Assert.Equal(ids[0], first.Instances[0].Profile!.Id);
    }

    [Fact]
    public async Task Create_ValidRequest_AnswersIdAndTimesInTheFormOfTheService()
    {
        FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1594887749962));
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new() { TimeProvider = clock }, Cancellation);
        using RawClient client = new(simulator);

        JsonObject answer = await client.CreatedAsync(RawClient.ValidRequest("by-name"));

        Assert.Matches(new Regex("^DE-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"), (string)answer["id"]!);
        Assert.Equal("by-name", (string?)answer["name"]);
        Assert.Equal("1594887749962", (string?)answer["creation_timestamp"]);
        Assert.Equal("1594887749962", (string?)answer["latest_update_timestamp"]);
    }

    [Fact]
    public async Task Create_OptionalFieldsLeftOut_AnswersTheDefaultsOfTheService()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        JsonObject answer = await client.CreatedAsync();

        Assert.Equal("", (string?)answer["description"]);
        Assert.Equal("""{"id":"0"}""", answer["workspace"]!.ToJsonString());
        Assert.Equal("""{"id":"default-ai-project"}""", answer["ai_project"]!.ToJsonString());
        Assert.Equal("""{"enable":false,"prompt":true}""", answer["spec"]!["auto_stop"]!.ToJsonString());
        Assert.Equal(
            """{"location":{"path":"/home/ma-user/work","volume_size":5,"volume_unit":"GB"},"type":"evs"}""",
            answer["spec"]!["storage"]!.ToJsonString());
        Assert.False(answer.ContainsKey("pool"));
        Assert.False(answer.ContainsKey("error_code"));
    }

    [Fact]
    public async Task Create_OptionalFieldsGiven_AnswersThem()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        JsonObject request = RawClient.ValidRequest();
        request["description"] = "größer als 1 €";
        request["workspace"] = new JsonObject { ["id"] = "w1" };
        request["ai_project"] = new JsonObject { ["id"] = "a1" };
        request["pool"] = new JsonObject { ["id"] = "p1", ["name"] = "mine", ["type"] = "USER_DEFINED" };
        request["spec"]!["annotations"] = new JsonObject { ["team"] = "blue" };

        JsonObject answer = await client.CreatedAsync(request);

        Assert.Equal("größer als 1 €", (string?)answer["description"]);
        Assert.Equal("w1", (string?)answer["workspace"]!["id"]);
        Assert.Equal("a1", (string?)answer["ai_project"]!["id"]);
        JsonObject pool = new() { ["id"] = "p1", ["name"] = "mine", ["type"] = "USER_DEFINED", ["owner"] = new JsonObject { ["project_id"] = simulator.ProjectId } };
        Assert.True(JsonNode.DeepEquals(pool, answer["pool"]), answer.ToJsonString());
        Assert.Equal("blue", (string?)answer["spec"]!["annotations"]!["team"]);
        Assert.Equal("", (string?)answer["spec"]!["annotations"]!["url"]);
    }

    [Fact]
    public async Task Create_ObjectStorage_AnswersThePathAsItWasSent()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        JsonObject request = RawClient.ValidRequest();
        request["spec"]!["storage"] = JsonNode.Parse("""{"type":"obs","location":{"path":"/bucket/dir/"}}""");

        JsonObject answer = await client.CreatedAsync(request);

        Assert.Equal("""{"location":{"path":"/bucket/dir/"},"type":"obs"}""", answer["spec"]!["storage"]!.ToJsonString());
    }

    [Fact]
    public async Task Create_ParallelFileSystems_AnswersThemWithTheirDefaults()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        JsonObject request = RawClient.ValidRequest();
        request["spec"]!["extend_storage"] = JsonNode.Parse(
            """[{"type":"obsfs","location":{"path":"data"}},{"type":"obsfs","location":{"path":"ro","mount_path":"/mnt","access_modes":"ReadOnlyMany"}}]""");

        JsonObject answer = await client.CreatedAsync(request);

        JsonNode expected = JsonNode.Parse(
            """
            [{"type":"obsfs","location":{"path":"data","mount_path":"/home/ma-user/work","access_modes":"ReadWriteMany"}},
             {"type":"obsfs","location":{"path":"ro","mount_path":"/mnt","access_modes":"ReadOnlyMany"}}]
            """)!;
        Assert.True(JsonNode.DeepEquals(expected, answer["spec"]!["extend_storage"]), answer.ToJsonString());
    }

    [Theory]
    [InlineData("modelarts.vm.cpu.2u", "CPU", """{"CPU":2,"memory":"8GiB"}""", null)]
    [InlineData("modelarts.vm.cpu.8u", "CPU", """{"CPU":8,"memory":"32GiB"}""", null)]
    [InlineData("modelarts.vm.gpu.p100", "GPU", """{"CPU":8,"GPU":1,"gpu_type":"p100","memory":"64GiB"}""", null)]
    [InlineData("modelarts.vm.gpu.free", "GPU", """{"CPU":8,"GPU":1,"memory":"64GiB"}""", "Free")]
    [InlineData("modelarts.kat1.xlarge", "ASCEND", """{"CPU":24,"NPU":1,"memory":"96GiB"}""", null)]
    [InlineData("something.new", "CPU", """{"CPU":2,"memory":"8GiB"}""", null)]
    [InlineData("modelarts.vm.cpu.99999999999u", "CPU", """{"CPU":2,"memory":"8GiB"}""", null)]
    public async Task Create_AnyFlavor_AnswersDetailsThatFollowFromItsName(string flavor, string type, string parameters, string? promotion)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        JsonObject request = RawClient.ValidRequest(flavor: flavor);

        JsonNode details = (await client.CreatedAsync(request))["flavor_details"]!;

        Assert.Equal(flavor, (string?)details["name"]);
        Assert.Equal("onSale", (string?)details["status"]);
        Assert.Equal(type, (string?)details["type"]);
        Assert.Equal(parameters, details["params"]!.ToJsonString());
        Assert.Equal(promotion, (string?)details["promo_type"]);
    }

    [Theory]
    [InlineData("Multi-Engine 1.0 (python2)-cpu", "modelarts.vm.cpu.2u", "CPU", "Multi-Engine 1.0", "multi engine, cpu, python 2.7 for notebook", "mul-kernel-cpu-cp27")]
    [InlineData("Multi-Engine 2.0 (python3)", "modelarts.vm.gpu.p100", "GPU", "Multi-Engine 2.0", "multi engine, gpu, python 3.6 for notebook", "mul-kernel-gpu-cuda-cp36")]
    [InlineData("Power-Engine 1.0(python3)", "modelarts.kat1.xlarge", "Ascend", "Power-Engine 1.0", "power engine, ascend, python 3.6 for notebook", "mul-kernel-ascend-cp36")]
    [InlineData("custom", "custom", "CPU", "custom", "custom, cpu, python 3.6 for notebook", "mul-kernel-cpu-cp36")]
    public async Task Create_AnyProfile_AnswersDetailsThatFollowFromItsName(
        string profile, string flavor, string type, string category, string description, string image)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        JsonObject request = RawClient.ValidRequest();
        request["profile_id"] = profile;
        request["flavor"] = flavor;

        JsonNode answer = (await client.CreatedAsync(request))["profile"]!;

        Assert.Equal(profile, (string?)answer["id"]);
        Assert.Equal(profile, (string?)answer["name"]);
        Assert.Equal(type, (string?)answer["flavor_type"]);
        Assert.Equal(description, (string?)answer["description"]);
        Assert.Equal(category, (string?)answer["provision"]!["annotations"]!["category"]);
        Assert.Equal(image, (string?)answer["provision"]!["spec"]!["params"]!["image_name"]);
    }

    [Fact]
    public async Task Create_UnknownFields_AreIgnored()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);
        JsonObject request = RawClient.ValidRequest();
        request["tomorrow"] = new JsonArray(1, "two", null);
        request["spec"]!["tomorrow"] = 3;

        JsonObject answer = await client.CreatedAsync(request);

        Assert.DoesNotContain("tomorrow", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyAnswer_IsJsonWithARequestIdOfItsOwn()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, Cancellation);
        using RawClient client = new(simulator);

        RawAnswer[] answers =
        [
            await client.CreateAsync(RawClient.ValidRequest()),
            await client.CreateAsync("{"),
            await client.GetAsync("none"),
            await client.SendAsync(HttpMethod.Get, "/elsewhere"),
        ];

        Assert.All(answers, answer => Assert.Equal("application/json", answer.MediaType));
        Assert.All(answers, answer => Assert.False(string.IsNullOrEmpty(answer.RequestId)));
        Assert.Equal(answers.Length, answers.Select(answer => answer.RequestId).Distinct().Count());
    }
}
