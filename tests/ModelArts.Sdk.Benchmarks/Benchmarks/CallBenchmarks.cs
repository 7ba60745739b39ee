using BenchmarkDotNet.Attributes;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Benchmarks.Benchmarks;

/// <summary>A call, by each contender: without a network, and over loopback to a server in another process.</summary>
[MemoryDiagnoser]
public class CallBenchmarks
{
    private HttpMessageHandler _network = null!;
    private IContender _contender = null!;

    [ParamsAllValues]
    public NetworkKind Network { get; set; }

    [Params(ContenderNames.Bare, ContenderNames.Refit, ContenderNames.Token, ContenderNames.Signed)]
    public string Contender { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        _network = Network == NetworkKind.InMemory ? new InMemoryService() : new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
        Uri endpoint = Network == NetworkKind.InMemory ? InMemoryService.Endpoint : new Uri(Environment.GetEnvironmentVariable(ServerProcess.Variable)!);
        _contender = ContenderNames.Make(Contender, _network, endpoint);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _contender.Dispose();
        _network.Dispose();
    }

    [Benchmark]
    public Task<DevEnvironmentInstance> Get() => _contender.GetAsync();

    [Benchmark]
    public Task<DevEnvironmentInstance> Create() => _contender.CreateAsync();

    [Benchmark]
    public Task<InstancePage> List() => _contender.ListAsync();
}

/// <summary>What answers.</summary>
public enum NetworkKind
{
    /// <summary>A handler in memory, at once.</summary>
    InMemory,

    /// <summary>Kestrel on 127.0.0.1, in another process.</summary>
    Loopback,
}
