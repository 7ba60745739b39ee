using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;
using Refit;

namespace ModelArts.Sdk.Benchmarks.Contenders;

/// <summary>Refit alone, with its own serializer over the same JSON context: what of the cost is not the SDK's to change.</summary>
internal sealed class RefitContender : IContender
{
    private readonly HttpClient _client;
    private readonly IDevEnvironmentsApi _api;

    public RefitContender(HttpMessageHandler network, Uri endpoint)
    {
        _client = new HttpClient(network, disposeHandler: false) { BaseAddress = endpoint };
        _api = RestService.ForGenerated<IDevEnvironmentsApi>(_client, new RefitSettings(new SystemTextJsonContentSerializer(ModelArtsJsonContext.Default.Options)));
    }

    public Task<DevEnvironmentInstance> GetAsync() => _api.GetInstanceAsync(Example.Project, Example.InstanceId);

    public Task<DevEnvironmentInstance> CreateAsync() => _api.CreateInstanceAsync(Example.Project, Example.Request);

    public Task<InstancePage> ListAsync() => _api.ListInstancesAsync(
        Example.Project, "Notebook", null, null, null, null, 0, Example.PageSize, null, "true", null, null);

    public void Dispose() => _client.Dispose();
}
