using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelArts.Sdk.Telemetry;

/// <summary>The source of spans and the instruments: one of each for the process, as the framework means them.</summary>
internal static class Instruments
{
    public static readonly ActivitySource Source = new(ModelArtsTelemetry.ActivitySourceName, SdkVersion.Text);

    private static readonly Meter Meter = new(ModelArtsTelemetry.MeterName, SdkVersion.Text);

    /// <summary>How long a call takes, with all its attempts and pauses. The bounds are those of <c>http.client.request.duration</c>, and two for retries.</summary>
    public static readonly Histogram<double> CallDuration = Meter.CreateHistogram(
        "modelarts.client.call.duration",
        "s",
        "Duration of calls, with all their attempts and the pauses between them.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 180] });

    /// <summary>How often a request was sent again.</summary>
    public static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "modelarts.client.call.retries", "{retry}", "Number of times that a request was sent again, by what had become of the attempt before.");

    /// <summary>How creates ended whose answer was lost.</summary>
    public static readonly Counter<long> Reconciliations = Meter.CreateCounter<long>(
        "modelarts.client.create.reconciliations", "{reconciliation}", "Number of creates whose answer was lost, by what they came to.");

    /// <summary>How long a wait takes; instances take from seconds to a quarter of an hour, and queue for longer.</summary>
    public static readonly Histogram<double> WaitDuration = Meter.CreateHistogram(
        "modelarts.client.wait.duration",
        "s",
        "Duration of waits for instances.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5, 10, 30, 60, 120, 180, 300, 600, 900, 1800, 3600, 7200, 14400] });

    /// <summary>How many waits are under way.</summary>
    public static readonly UpDownCounter<long> ActiveWaits = Meter.CreateUpDownCounter<long>(
        "modelarts.client.wait.active", "{wait}", "Number of waits that are under way.");
}
