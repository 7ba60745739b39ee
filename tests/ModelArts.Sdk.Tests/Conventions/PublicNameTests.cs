using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.Conventions;

/// <summary>Names that people outside rely on. A change here is a breaking change.</summary>
public sealed class PublicNameTests
{
    [Theory]
    [InlineData(typeof(ModelArtsClient), "DevEnvironments Dispose DisposeAsync")]
    [InlineData(typeof(ModelArtsClientOptions), "Region Endpoint ProjectId Credential AttemptTimeout TotalTimeout ValidateRequests MaxResponseBytes AllowInsecureHttp TimeProvider Transport")]
    [InlineData(typeof(ModelArtsRegion), "Id Endpoint IamEndpoint CnNorth4 EuDeOtc")]
    [InlineData(typeof(ModelArtsException), "InstanceId RequestId Message")]
    [InlineData(typeof(ModelArtsApiException), "StatusCode ErrorCode ErrorMessage RequestId RetryAfter")]
    [InlineData(typeof(MalformedResponseException), "StatusCode RequestId Snippet")]
    [InlineData(typeof(ModelArtsConnectionException), "Error")]
    [InlineData(typeof(ModelArtsTimeoutException), "Timeout")]
    [InlineData(typeof(ModelArtsAuthenticationException), "StatusCode ErrorCode")]
    [InlineData(typeof(IDevEnvironmentsApi), "CreateInstanceAsync GetInstanceAsync")]
    [InlineData(typeof(DevEnvironmentsClient), "CreateAsync GetAsync")]
    [InlineData(typeof(InstanceOperation), "InstanceId Goal Instance HasCompleted UpdateAsync WaitAsync")]
    [InlineData(typeof(WaitOptions), "Timeout MinInterval MaxInterval Progress")]
    [InlineData(typeof(InstanceProgress), "Status Elapsed QueueRank QueueRemaining")]
    [InlineData(typeof(InstanceOperationFailedException), "Instance Goal Status FailureReason ErrorCode")]
    [InlineData(typeof(WaitTimeoutException), "InstanceId Goal LastStatus")]
    [InlineData(typeof(InvalidRequestException), "Failures")]
    [InlineData(typeof(RequestFailure), "Path Rule Table")]
    [InlineData(typeof(CreateInstanceRequest), "For Name ProfileId Flavor Description Spec Workspace Pool AiProject")]
    [InlineData(typeof(CreateInstanceRequestBuilder), "WithProfile WithFlavor WithEvsStorage WithObsStorage AddParallelFileSystem WithAutoStop Build TryBuild")]
    [InlineData(typeof(AuthTokenCredential), "AuthenticateAsync")]
    [InlineData(typeof(ModelArtsServiceCollectionExtensions), "AddModelArts")]
    public void Type_HasItsPublicMembers(Type type, string names)
    {
        string[] members = [.. type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy).Select(member => member.Name)];

        Assert.Empty(names.Split(' ').Except(members));
    }

    [Theory]
    [InlineData(typeof(ModelArtsApiException), typeof(ModelArtsException))]
    [InlineData(typeof(ModelArtsTimeoutException), typeof(ModelArtsException))]
    [InlineData(typeof(WaitTimeoutException), typeof(ModelArtsTimeoutException))]
    [InlineData(typeof(InstanceOperationFailedException), typeof(ModelArtsException))]
    [InlineData(typeof(InvalidRequestException), typeof(ModelArtsException))]
    [InlineData(typeof(AuthTokenCredential), typeof(ModelArtsCredential))]
    [InlineData(typeof(ModelArtsClient), typeof(IAsyncDisposable))]
    public void Type_IsWhatItIs(Type type, Type parent) => Assert.True(type.IsAssignableTo(parent));

    [Fact]
    public void Signatures_AreThoseOfTheDesign()
    {
        // Compiled, not run: a change of any of them breaks this build.
        static async Task UseAsync(ModelArtsClient client, IServiceCollection services, IConfiguration section, CancellationToken cancellationToken)
        {
            CreateInstanceRequest request = CreateInstanceRequest.For("notebook-instance")
                .WithProfile(InstanceProfileId.MultiEngine1Python3Gpu)
                .WithFlavor(InstanceFlavor.VmGpuP100)
                .WithEvsStorage(sizeGb: 5)
                .AddParallelFileSystem("bucket")
                .WithAutoStop(TimeSpan.FromHours(1))
                .Build();
            InstanceOperation operation = await client.DevEnvironments.CreateAsync(request, cancellationToken);
            DevEnvironmentInstance? seen = await operation.UpdateAsync(cancellationToken);
            DevEnvironmentInstance running = await operation.WaitAsync(new WaitOptions(), cancellationToken);
            seen = await client.DevEnvironments.GetAsync(running.Id, cancellationToken) ?? seen;
            _ = services.AddModelArts(section).Name + services.AddModelArts(static options => options.ProjectId = "p").Name;
        }

        Assert.Equal(4, ((Delegate)UseAsync).Method.GetParameters().Length);
    }

    [Fact]
    public void InstanceGoal_IsClosed() => Assert.Equal(["Running", "Stopped", "Deleted"], Enum.GetNames<InstanceGoal>());
}
