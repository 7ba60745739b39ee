using System.Diagnostics.Metrics;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>Meters by a name that nobody listens to: what is counted with them is nobody's request.</summary>
internal sealed class UnheardMeters : IMeterFactory
{
    private readonly Meter _meter = new("ModelArts.Sdk.Testing.Rehearsal");

    public Meter Create(MeterOptions options) => _meter;

    public void Dispose() => _meter.Dispose();
}
