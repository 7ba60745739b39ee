using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Time;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>A client with the default limits and pauses, and no jitter, in front of a service that loses answers.</summary>
internal sealed class CreateScenario : IDisposable
{
    private readonly ModelArtsClient _client;

    public CreateScenario(Action<ModelArtsClientOptions>? configure = null)
    {
        Service = new LossyService(Clock);
        ModelArtsClientOptions options = TestClient.Options(Service);
        options.TimeProvider = Clock;
        options.Retry = new ModelArtsRetryOptions();
        configure?.Invoke(options);
        _client = new ModelArtsClient(options);
    }

    public VirtualClock Clock { get; } = new();

    public LossyService Service { get; }

    public DevEnvironmentsClient Client => _client.DevEnvironments;

    /// <summary>Creates an instance, for as long as that takes.</summary>
    public Task<InstanceOperation> CreateAsync(CreateInstanceRequest? request = null, CancellationToken? cancellationToken = null) =>
        Clock.RunAsync(() => Client.CreateAsync(request ?? ValidRequest.Create(), cancellationToken ?? TestContext.Current.CancellationToken));

    public void Dispose() => _client.Dispose();
}
