using System.Net;
using System.Text.Json;
using ModelArts.Sdk.ContractTests.Service;
using ModelArts.Sdk.ContractTests.Tables;
using ModelArts.Sdk.DevEnvironments;
using WireMock;

namespace ModelArts.Sdk.ContractTests.Wire;

/// <summary>Create, as the service sees it (Tables 1 to 10).</summary>
public sealed class CreateCallTests : IDisposable
{
    private readonly NotebookService _service = new();

    public CreateCallTests() => _service.AnswerCreate(HttpStatusCode.OK, ContractFixture.Read("create-response.json"));

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Create_IsAPostToTheInstancesOfTheProject()
    {
        await _service.CreateAsync();

        IRequestMessage request = Assert.Single(_service.Log).RequestMessage!;
        Assert.Equal("POST", request.Method);
        Assert.Equal($"/v1/{NotebookService.ProjectId}/demanager/instances", request.AbsolutePath);
        Assert.Empty(new Uri(request.Url).Query);
    }

    [Fact]
    public async Task Create_CarriesTheTokenAndJson()
    {
        await _service.CreateAsync();

        IRequestMessage request = Assert.Single(_service.Log).RequestMessage!;
        Assert.Equal([NotebookService.Token], request.Headers!["X-Auth-Token"]);
        Assert.Equal(["application/json"], request.Headers["Content-Type"]);
        Assert.Equal(["application/json"], request.Headers["Accept"]);
        Assert.StartsWith("ModelArts.Sdk/", Assert.Single(request.Headers["User-Agent"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_PublishedExample_IsSentAsPublished()
    {
        string example = ContractFixture.Read("create-request.json");

        await _service.CreateAsync((CreateInstanceRequest)RecordJson.Read(typeof(CreateInstanceRequest), example));

        JsonAssert.Same(example, Assert.Single(_service.Log).RequestMessage!.Body!);
    }

    [Fact]
    public async Task Create_EveryFieldOfTables2To10_IsSent()
    {
        CreateInstanceRequest request = new()
        {
            Name = "Notebook_instance-1",
            ProfileId = InstanceProfileId.MultiEngine2Python3,
            Description = "Größe, 中文 and a smile 🙂",
            Flavor = InstanceFlavor.Kat1XLarge,
            Spec = new NotebookSpec
            {
                Storage = new StorageSpec { Type = StorageType.Obsfs, Location = ParallelFileSystem("parallel-bucket", "", AccessMode.ReadWriteMany) },
                ExtendStorage = [new StorageSpec { Type = StorageType.Obsfs, Location = ParallelFileSystem("parallel-bucket-2", "/data", AccessMode.ReadOnlyMany) }],
                AutoStop = new AutoStopSpec { Enable = true, Duration = TimeSpan.FromDays(1), Prompt = false },
                Annotations = new Dictionary<string, string> { ["team"] = "vision", ["Cost Center"] = "42" },
            },
            Workspace = new WorkspaceSpec { Id = "workspace-1" },
            Pool = new PoolSpec { Id = "pool-1", Type = ResourcePoolType.UserDefined, Name = "pool-name", Owner = new PoolOwnerSpec { ProjectId = "project-1" } },
            AiProject = new AIProjectSpec { Id = "default-ai-project" },
        };

        await _service.CreateAsync(request);

        JsonAssert.Same(ContractFixture.Read("create-request-full.json"), Assert.Single(_service.Log).RequestMessage!.Body!);
    }

    [Fact]
    public async Task Create_AnswerOfThePage_IsTheOperationsInstance()
    {
        InstanceOperation operation = await _service.CreateAsync();

        Assert.Equal("DE-7d558ef8-c73d-11ea-964c-0255ac100033", operation.InstanceId);
        Assert.Equal(InstanceStatus.Creating, operation.Instance?.Status);
        Assert.Equal(InstanceGoal.Running, operation.Goal);
    }

    [Fact]
    public async Task Create_InvalidRequest_IsRefusedAndNothingIsSent()
    {
        await Assert.ThrowsAsync<InvalidRequestException>(() => _service.CreateAsync(NotebookService.SmallestRequest with { Name = "a name" }));

        Assert.Empty(_service.Log);
    }

    [Fact]
    public async Task Create_InvalidRequestWithValidationOff_IsSentAsItIs()
    {
        using NotebookService service = new(options => options.ValidateRequests = false);
        service.AnswerCreate(HttpStatusCode.OK, """{"id":"DE-1"}""");

        await service.CreateAsync(NotebookService.SmallestRequest with { Name = "a name", Spec = new NotebookSpec { Storage = new StorageSpec { Type = "later" } } });

        JsonAssert.Same(
            """{"name":"a name","profile_id":"profile","flavor":"flavor","spec":{"storage":{"type":"later"}}}""",
            Assert.Single(service.Log).RequestMessage!.Body!);
    }

    [Fact]
    public async Task Create_NullWithValidationOff_IsLeftOut()
    {
        using NotebookService service = new(options => options.ValidateRequests = false);
        service.AnswerCreate(HttpStatusCode.OK, """{"id":"DE-1"}""");

        await service.CreateAsync(NotebookService.SmallestRequest with { Name = null!, Spec = null! });

        JsonAssert.Same("""{"profile_id":"profile","flavor":"flavor"}""", Assert.Single(service.Log).RequestMessage!.Body!);
    }

    [Fact]
    public async Task Create_AdditionalPropertyTooDeepToWrite_IsRefusedAndNothingIsSent()
    {
        using JsonDocument deep = JsonDocument.Parse(new string('[', 100) + new string(']', 100), new JsonDocumentOptions { MaxDepth = 100 });
        CreateInstanceRequest request = NotebookService.SmallestRequest with
        {
            AdditionalProperties = new Dictionary<string, JsonElement> { ["later"] = deep.RootElement },
        };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => _service.CreateAsync(request));

        Assert.Contains("cannot be written as JSON", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Log);
    }

    private static StorageLocationSpec ParallelFileSystem(string bucket, string below, AccessMode access) =>
        new() { Path = bucket, MountPath = $"/home/ma-user/work{below}", AccessModes = access };
}
