using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

/// <summary>A change sends what is set, and nothing else.</summary>
public sealed class UpdateInstanceTests
{
    public static TheoryData<UpdateInstanceRequest, string> Bodies => new()
    {
        { new UpdateInstanceRequest { Description = "new words" }, """{"description":"new words"}""" },
        { new UpdateInstanceRequest { Description = "" }, """{"description":""}""" },
        {
            new UpdateInstanceRequest { AutoStop = new AutoStopSpec { Enable = true, Duration = TimeSpan.FromHours(2) } },
            """{"spec":{"auto_stop":{"enable":true,"duration":7200}}}"""
        },
        { new UpdateInstanceRequest { AutoStop = new AutoStopSpec { Enable = false } }, """{"spec":{"auto_stop":{"enable":false}}}""" },
        { new UpdateInstanceRequest { AutoStop = new AutoStopSpec { Prompt = false } }, """{"spec":{"auto_stop":{"prompt":false}}}""" },
        {
            new UpdateInstanceRequest { Description = "d", AutoStop = new AutoStopSpec { Duration = TimeSpan.FromHours(1) } },
            """{"description":"d","spec":{"auto_stop":{"duration":3600}}}"""
        },
        {
            new UpdateInstanceRequest { AdditionalProperties = new Dictionary<string, JsonElement> { ["new"] = JsonElement.Parse("1") } },
            """{"new":1}"""
        },
    };

    public static TheoryData<UpdateInstanceRequest> Empty =>
    [
        new UpdateInstanceRequest(),
        new UpdateInstanceRequest { AutoStop = new AutoStopSpec() },
    ];

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task UpdateAsync_SomethingSet_PutsThatAlone(UpdateInstanceRequest request, string body)
    {
        using LifecycleScenario scenario = new();

        DevEnvironmentInstance instance = await scenario.Client.UpdateAsync(Answer.InstanceId, request, TestContext.Current.CancellationToken);

        RecordedRequest sent = Assert.Single(scenario.Transport.Requests);
        Assert.Equal(HttpMethod.Put, sent.Method);
        Assert.Equal("https://modelarts.cn-north-4.myhuaweicloud.com/v1/p1/demanager/instances/DE-1", sent.Uri.AbsoluteUri);
        Assert.Equal(body, sent.Body);
        Assert.Equal(Answer.InstanceId, instance.Id);
        Assert.Equal(body, JsonSerializer.Serialize(
            JsonSerializer.Deserialize(body, ModelArtsJsonContext.Default.UpdateInstanceRequest)!, ModelArtsJsonContext.Default.UpdateInstanceRequest));
    }

    [Theory]
    [MemberData(nameof(Empty), DisableDiscoveryEnumeration = true)]
    public async Task UpdateAsync_NothingSet_IsRefusedBeforeAnythingIsSent(UpdateInstanceRequest request) => Assert.Equal(
        [new Broken("description", 2, "ModelArts.6335")], await RefusedAsync(request));

    [Fact]
    public async Task UpdateAsync_EverythingWrong_IsReportedAtOnce() => Assert.Equal(
        [
            new Broken("description", 2, "ModelArts.6336"),
            new Broken("description", 2, "ModelArts.6334"),
            new Broken("spec.auto_stop.duration", 6, "ModelArts.6349"),
        ],
        await RefusedAsync(new UpdateInstanceRequest
        {
            Description = new string('<', 513),
            AutoStop = new AutoStopSpec { Enable = true, Duration = TimeSpan.FromMinutes(59) },
        }));

    [Fact]
    public async Task UpdateAsync_AutoStopEnabledWithoutADuration_IsRefused() => Assert.Equal(
        [new Broken("spec.auto_stop.duration", 6, "ModelArts.6348")],
        await RefusedAsync(new UpdateInstanceRequest { AutoStop = new AutoStopSpec { Enable = true } }));

    [Fact]
    public async Task UpdateAsync_ValidationOff_LeavesItToTheService()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        ModelArtsClientOptions options = TestClient.Options(transport);
        options.ValidateRequests = false;
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.UpdateAsync(Answer.InstanceId, new UpdateInstanceRequest(), TestContext.Current.CancellationToken);

        Assert.Equal("{}", Assert.Single(transport.Requests).Body);
    }

    [Fact]
    public async Task UpdateAsync_NoRequest_IsAnArgumentError()
    {
        using LifecycleScenario scenario = new();

        await Assert.ThrowsAsync<ArgumentNullException>(
            "request", () => scenario.Client.UpdateAsync(Answer.InstanceId, null!, TestContext.Current.CancellationToken));
    }

    private static async Task<Broken[]> RefusedAsync(UpdateInstanceRequest request)
    {
        using LifecycleScenario scenario = new();

        InvalidRequestException exception = await Assert.ThrowsAsync<InvalidRequestException>(
            () => scenario.Client.UpdateAsync(Answer.InstanceId, request, TestContext.Current.CancellationToken));

        Assert.Empty(scenario.Transport.Requests);
        return Broken.In(exception.Failures);
    }
}
