using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

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
        DevEnvironmentsClient client = new(new Cancelled(other.Token), options, new CredentialContext(options));

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync("DE-1", callers.Token));

        Assert.Equal(callers.Token, exception.CancellationToken);
        Assert.NotNull(exception.InnerException);
    }

    private sealed class Cancelled(CancellationToken token) : IDevEnvironmentsApi
    {
        public Task<DevEnvironmentInstance> CreateInstanceAsync(string projectId, CreateInstanceRequest request, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public Task<DevEnvironmentInstance> GetInstanceAsync(string projectId, string instanceId, CancellationToken cancellationToken = default) =>
            Task.FromCanceled<DevEnvironmentInstance>(token);
    }
}
