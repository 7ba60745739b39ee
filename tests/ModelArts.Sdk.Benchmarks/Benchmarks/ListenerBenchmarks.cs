using System.Diagnostics;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Benchmarks.Benchmarks;

/// <summary>A signed get with and without listeners to the spans and the metrics.</summary>
[MemoryDiagnoser]
public class ListenerBenchmarks : IDisposable
{
    private InMemoryService _network = null!;
    private SdkContender _sdk = null!;
    private ActivityListener? _spans;
    private MeterListener? _metrics;

    [Params(false, true)]
    public bool SomebodyListens { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _network = new InMemoryService();
        _sdk = SdkContender.Signed(_network, InMemoryService.Endpoint);
        if (SomebodyListens)
        {
            (_spans, _metrics) = Listen();
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _spans?.Dispose();
        _metrics?.Dispose();
        _sdk.Dispose();
        _network.Dispose();
    }

    [Benchmark(Description = "SDK, signed: get")]
    public Task<DevEnvironmentInstance> Get() => _sdk.GetAsync();

    /// <summary>Listens to all that the SDK tells, and does nothing with it.</summary>
    internal static (ActivityListener Spans, MeterListener Metrics) Listen()
    {
        ActivityListener spans = new()
        {
            ShouldListenTo = static source => source.Name == ModelArtsTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(spans);
        MeterListener metrics = new()
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == ModelArtsTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        metrics.Start();
        return (spans, metrics);
    }
}
