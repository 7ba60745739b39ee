using System.Net;
using ModelArts.Sdk.ContractTests.Service;
using ModelArts.Sdk.ContractTests.Tables;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.ContractTests.Examples;

/// <summary>The three examples of the reference page.</summary>
public sealed class PublishedExampleTests
{
    [Fact]
    public void RequestExample_RoundTrip_LosesNothing()
    {
        string example = ContractFixture.Read("create-request.json");

        JsonAssert.Same(example, RecordJson.Write(RecordJson.Read(typeof(CreateInstanceRequest), example)));
    }

    [Fact]
    public void RequestExample_IsWhatTheBuilderMakes()
    {
        CreateInstanceRequest request = CreateInstanceRequest.For("notebook-instance")
            .WithDescription("")
            .WithProfile(InstanceProfileId.MultiEngine1Python3Gpu)
            .WithFlavor(InstanceFlavor.BmGpuV100NV32)
            .WithEvsStorage(5)
            .WithAutoStop(TimeSpan.FromHours(1))
            .WithWorkspace("0")
            .Build();

        JsonAssert.Same(ContractFixture.Read("create-request.json"), RecordJson.Write(request));
    }

    [Fact]
    public void RequestExample_KeepsAllRules() =>
        Assert.Empty(((CreateInstanceRequest)RecordJson.Read(typeof(CreateInstanceRequest), ContractFixture.Read("create-request.json"))).Validate());

    [Fact]
    public void ResponseExample_RoundTrip_LosesNothingButNulls()
    {
        string example = ContractFixture.Read("create-response.json");

        JsonAssert.SameButForNulls(example, RecordJson.Write(RecordJson.Read(typeof(DevEnvironmentInstance), example)));
    }

    [Fact]
    public void ResponseExample_IsReadIntoProperties()
    {
        DevEnvironmentInstance instance = (DevEnvironmentInstance)RecordJson.Read(typeof(DevEnvironmentInstance), ContractFixture.Read("create-response.json"));

        Assert.Equal("DE-7d558ef8-c73d-11ea-964c-0255ac100033", instance.Id);
        Assert.Equal(InstanceStatus.Creating, instance.Status);
        Assert.Equal(new DateTimeOffset(2020, 7, 16, 8, 22, 29, 962, TimeSpan.Zero), instance.CreationTimestamp);
        Assert.Equal(8, instance.FlavorDetails?.Params?["CPU"].GetInt32());
        Assert.Equal("64GiB", instance.FlavorDetails?.Params?["memory"].GetString());
        Assert.Equal(TimeSpan.FromHours(1), instance.Spec?.AutoStop?.Duration);
        Assert.Equal("GB", instance.Spec?.Storage?.Location?.VolumeUnit);
        Assert.Equal("system", instance.Profile?.Provision?.Annotations?["type"]);
        Assert.Null(instance.Spec?.FailedReasons);
        Assert.Empty(instance.AdditionalProperties);
    }

    [Fact]
    public async Task ErrorExample_BecomesAnExceptionWithItsCodeAndMessage()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.BadRequest, ContractFixture.Read("error-response.json"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(service.GetAsync);

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.Equal(ModelArtsErrorCode.StoragePathNotDirectory, exception.ErrorCode);
        Assert.Equal("ModelArts.6318", exception.ErrorCode.Value);
        Assert.Equal("The param path needs to end with /.", exception.ErrorMessage);
        Assert.Contains("ModelArts.6318: The param path needs to end with /.", exception.Message, StringComparison.Ordinal);
    }
}
