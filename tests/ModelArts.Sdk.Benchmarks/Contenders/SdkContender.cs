using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Benchmarks.Contenders;

/// <summary>The SDK as applications use it: checks, time limits, retries, exactly one create, and a credential.</summary>
internal sealed class SdkContender(ModelArtsCredential credential, HttpMessageHandler network, Uri endpoint) : IContender
{
    private readonly ModelArtsClient _client = new(new ModelArtsClientOptions
    {
        Endpoint = endpoint,
        ProjectId = Example.Project,
        Credential = credential,
        AllowInsecureHttp = true,
        Transport = network,
    });

    public static SdkContender WithToken(HttpMessageHandler network, Uri endpoint) =>
        new(new AuthTokenCredential(Example.Token), network, endpoint);

    public static SdkContender Signed(HttpMessageHandler network, Uri endpoint) =>
        new(new AccessKeyCredential(Example.AccessKey, Example.SecretKey), network, endpoint);

    public Task<DevEnvironmentInstance> GetAsync() => _client.DevEnvironments.GetAsync(Example.InstanceId);

    /// <summary>A get without its telemetry.</summary>
    public Task<DevEnvironmentInstance> LookAsync() => _client.DevEnvironments.LookAsync(Example.InstanceId, CancellationToken.None);

    public async Task<DevEnvironmentInstance> CreateAsync() => (await _client.DevEnvironments.CreateAsync(Example.Request)).Instance!;

    public Task<InstancePage> ListAsync() => _client.DevEnvironments.ListPageAsync(Example.Query);

    public void Dispose() => _client.Dispose();
}
