using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests;

public sealed class ModelArtsClientTests
{
    [Fact]
    public async Task Dispose_TransportOfTheCaller_IsLeftAlone()
    {
        DisposalProbe transport = new();
        ModelArtsClient client = new(TestClient.Options(transport));
        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        client.Dispose();
        await client.DisposeAsync();

        Assert.False(transport.Disposed);
    }

    [Fact]
    public void Dispose_HandlerOfTheClient_IsDisposedOf()
    {
        DisposalProbe handler = new();
        ModelArtsClientOptions options = TestClient.Options();
        ModelArtsClient client = new(new ClientChain(options, new CredentialContext(options), new RetryBudget(options.Retry), handler));

        client.Dispose();

        Assert.True(handler.Disposed);
    }

    [Fact]
    public async Task DisposeAsync_HandlerOfTheClient_IsDisposedOf()
    {
        DisposalProbe handler = new();
        ModelArtsClientOptions options = TestClient.Options();
        ModelArtsClient client = new(new ClientChain(options, new CredentialContext(options), new RetryBudget(options.Retry), handler));

        await client.DisposeAsync();

        Assert.True(handler.Disposed);
    }

    [Fact]
    public async Task GetAsync_AfterDispose_IsObjectDisposed()
    {
        ModelArtsClient client = TestClient.Create(Answer.Status("RUNNING"));
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Dispose_CallUnderWay_EndsItWithATypedError()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ModelArtsClient client = new(TestClient.Options(new RecordingTransport((_, cancellationToken) =>
        {
            asked.SetResult();
            return Never.AnswerAsync(cancellationToken);
        })));
        Task<DevEnvironmentInstance> call = client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);
        await asked.Task;

        client.Dispose();

        ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(() => call);
        Assert.Contains("disposed", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Answer.InstanceId, exception.InstanceId);
    }

    [Fact]
    public async Task GetAsync_Request_SaysWhatItWantsAndWhoAsks()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        using ModelArtsClient client = new(TestClient.Options(transport));

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        RecordedRequest request = Assert.Single(transport.Requests);
        Assert.Equal("application/json", request.Headers["Accept"]);
        Assert.Matches(@"\AModelArts\.Sdk/\d+\.\d+\.\d+\z", request.Headers["User-Agent"]);
    }

    [Fact]
    public async Task Double_OverridesWhatItNeeds_NeedsNoNetwork()
    {
        using FakeClient client = new();

        DevEnvironmentInstance instance = await client.DevEnvironments.GetAsync("any", TestContext.Current.CancellationToken);

        Assert.Equal("faked", instance.Id);
    }

    private sealed class FakeClient : ModelArtsClient
    {
        public override DevEnvironmentsClient DevEnvironments { get; } = new FakeDevEnvironments();
    }

    private sealed class FakeDevEnvironments : DevEnvironmentsClient
    {
        public override Task<DevEnvironmentInstance> GetAsync(string instanceId, CancellationToken cancellationToken = default) =>
            Task.FromResult(new DevEnvironmentInstance { Id = "faked" });
    }

    private sealed class DisposalProbe : HttpMessageHandler
    {
        public bool Disposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Answer.Status("RUNNING")());

        protected override void Dispose(bool disposing)
        {
            Disposed = true;
            base.Dispose(disposing);
        }
    }
}
