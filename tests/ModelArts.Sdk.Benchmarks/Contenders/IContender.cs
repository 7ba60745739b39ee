using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Benchmarks.Contenders;

/// <summary>One way of calling the service; all of them read and write the same records by the same JSON context.</summary>
internal interface IContender : IDisposable
{
    Task<DevEnvironmentInstance> GetAsync();

    Task<DevEnvironmentInstance> CreateAsync();

    Task<InstancePage> ListAsync();
}
