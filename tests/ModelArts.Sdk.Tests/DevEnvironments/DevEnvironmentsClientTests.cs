using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments;

public sealed class DevEnvironmentsClientTests
{
    [Fact]
    public async Task CreateAsync_ValidRequest_PostsItWithTheTokenAndReturnsTheOperation()
    {
        RecordingTransport transport = new(_ => RecordingTransport.Json("""{"id":"DE-1","name":"n","status":"CREATING"}"""));
        using ModelArtsClient client = new(new ModelArtsClientOptions
        {
            Region = ModelArtsRegion.CnNorth4,
            ProjectId = "p1",
            Credential = new AuthTokenCredential("secret-token"),
            Transport = transport,
        });

        InstanceOperation operation = await client.DevEnvironments.CreateAsync(
            CreateInstanceRequest.For("n").WithProfile(InstanceProfileId.MultiEngine1Python3Gpu).WithFlavor(InstanceFlavor.VmGpuP100).WithEvsStorage().Build(),
            TestContext.Current.CancellationToken);

        RecordedRequest request = Assert.Single(transport.Requests);
        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("https://modelarts.cn-north-4.myhuaweicloud.com/v1/p1/demanager/instances", request.Uri.AbsoluteUri);
        Assert.Equal("secret-token", request.Headers["X-Auth-Token"]);
        Assert.Equal(
            """{"name":"n","profile_id":"Multi-Engine 1.0 (python3)-gpu","flavor":"modelarts.vm.gpu.p100","spec":{"storage":{"type":"evs","location":{"volume_size":5}}}}""",
            request.Body);
        Assert.Equal("DE-1", operation.InstanceId);
        Assert.Equal(InstanceGoal.Running, operation.Goal);
        Assert.False(operation.HasCompleted);
    }
}
