using System.Net.Http.Json;
using System.Text.Json.Serialization.Metadata;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.Benchmarks.Contenders;

/// <summary>
/// The limit: HttpClient alone, which reads the records from the stream as it arrives. No credential, no time limit but HttpClient's
/// own, no retry, no check.
/// </summary>
internal sealed class BareContender(HttpMessageHandler network, Uri endpoint) : IContender
{
    private readonly HttpClient _client = new(network, disposeHandler: false) { BaseAddress = endpoint };

    public Task<DevEnvironmentInstance> GetAsync() => GetAsync($"{Example.Instances}/{Example.InstanceId}", ModelArtsJsonContext.Default.DevEnvironmentInstance);

    public async Task<DevEnvironmentInstance> CreateAsync()
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Example.Instances)
        {
            Content = JsonContent.Create(Example.Request, ModelArtsJsonContext.Default.CreateInstanceRequest),
        };
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(ModelArtsJsonContext.Default.DevEnvironmentInstance))!;
    }

    public Task<InstancePage> ListAsync() =>
        GetAsync($"{Example.Instances}?de_type=Notebook&offset=0&limit={Example.PageSize}&show_self=true", ModelArtsJsonContext.Default.InstancePage);

    public void Dispose() => _client.Dispose();

    private async Task<T> GetAsync<T>(string address, JsonTypeInfo<T> type) => (await _client.GetFromJsonAsync(address, type))!;
}
