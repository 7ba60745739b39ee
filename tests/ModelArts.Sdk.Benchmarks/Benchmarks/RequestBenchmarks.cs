using System.Text.Json;
using BenchmarkDotNet.Attributes;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.Benchmarks.Benchmarks;

/// <summary>What is done with a request and an answer besides sending.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private readonly CreateInstanceRequest _request = Example.Request;
    private readonly byte[] _instance = Example.Instance;
    private readonly string _name = "notebook-instance";

    [Benchmark(Description = "building a create request")]
    public CreateInstanceRequest Build() => CreateInstanceRequest.For(_name)
        .WithProfile(InstanceProfileId.MultiEngine1Python3Gpu)
        .WithFlavor(InstanceFlavor.VmGpuP100)
        .WithEvsStorage(sizeGb: 5)
        .WithAutoStop(TimeSpan.FromHours(1))
        .Build();

    [Benchmark(Description = "validating a create request")]
    public IReadOnlyList<RequestFailure> Validate() => _request.Validate();

    [Benchmark(Description = "deserializing an instance")]
    public DevEnvironmentInstance? Deserialize() => JsonSerializer.Deserialize(_instance, ModelArtsJsonContext.Default.DevEnvironmentInstance);
}
