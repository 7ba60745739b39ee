using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Resilience;

namespace ModelArts.Sdk.Tests.DevEnvironments;

public sealed class CancellationTests
{
    [Fact]
    public async Task GetAsync_CancellationWithAnotherToken_LeavesWithTheCallers()
    {
        using CancellationTokenSource other = new();
        using CancellationTokenSource callers = new();
        await other.CancelAsync();
        await callers.CancelAsync();
        ModelArtsClientOptions options = TestClient.Options();
        DevEnvironmentsClient client = new(new Cancelled(other.Token), options, new CredentialContext(options), new RetryBudget(options.Retry));

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync("DE-1", callers.Token));

        Assert.Equal(callers.Token, exception.CancellationToken);
        Assert.NotNull(exception.InnerException);
    }

    private static T NotAsked<T>() => throw new NotSupportedException("Only one call is made here.");

    private sealed class Cancelled(CancellationToken token) : IDevEnvironmentsApi
    {
        public Task<DevEnvironmentInstance> GetInstanceAsync(string projectId, string instanceId, CancellationToken cancellationToken = default) =>
            Task.FromCanceled<DevEnvironmentInstance>(token);

        public Task<DevEnvironmentInstance> CreateInstanceAsync(string projectId, CreateInstanceRequest request, CancellationToken cancellationToken = default) =>
            NotAsked<Task<DevEnvironmentInstance>>();

        public Task<InstancePage> ListInstancesAsync(
            string projectId,
            string deType,
            string? provisionType,
            string? status,
            string? sortBy,
            string? order,
            int offset,
            int limit,
            string? workspaceId,
            string? showSelf,
            string? aiProject,
            string? poolId,
            CancellationToken cancellationToken = default) => NotAsked<Task<InstancePage>>();

        public Task<DevEnvironmentInstance> UpdateInstanceAsync(string projectId, string instanceId, UpdateInstanceRequest request, CancellationToken cancellationToken = default) =>
            NotAsked<Task<DevEnvironmentInstance>>();

        public Task<DeleteInstanceResult?> DeleteInstanceAsync(string projectId, string instanceId, CancellationToken cancellationToken = default) =>
            NotAsked<Task<DeleteInstanceResult?>>();

        public Task<InstanceActionResult?> ActOnInstanceAsync(string projectId, string instanceId, InstanceActionRequest request, CancellationToken cancellationToken = default) =>
            NotAsked<Task<InstanceActionResult?>>();

        public Task<InstanceAccessToken> GetInstanceTokenAsync(string projectId, string instanceId, CancellationToken cancellationToken = default) =>
            NotAsked<Task<InstanceAccessToken>>();
    }
}
