using System.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>
/// What OpenTelemetry's own SDK gets of the calls of one test: the spans of its trace, and the metrics of its address. Other tests run
/// beside it, and their spans come by the same source.
/// </summary>
internal sealed class TelemetryCapture : IDisposable
{
    private readonly List<Activity> _spans = [];
    private readonly List<Metric> _metrics = [];
    private readonly Activity _root;
    private readonly TracerProvider _tracer;
    private readonly MeterProvider _meter;

    public TelemetryCapture(params string[] moreSources)
    {
        _tracer = OpenTelemetry.Sdk.CreateTracerProviderBuilder()
            .SetSampler(new AlwaysOnSampler())
            .AddSource(ModelArtsTelemetry.ActivitySourceName)
            .AddSource(moreSources)
            .AddInMemoryExporter(_spans)
            .Build();
        _meter = OpenTelemetry.Sdk.CreateMeterProviderBuilder().AddMeter(ModelArtsTelemetry.MeterName).AddInMemoryExporter(_metrics).Build();
        _root = new Activity("test").Start();
    }

    /// <summary>The host of the test's own client.</summary>
    public string Host { get; } = $"t-{Guid.NewGuid():N}.example.com";

    /// <summary>The spans of this test that have ended, in that order.</summary>
    public IReadOnlyList<Activity> Spans
    {
        get
        {
            lock (_spans)
            {
                return [.. _spans.ToArray().Where(span => span.TraceId == _root.TraceId)];
            }
        }
    }

    public Activity Span => Assert.Single(Spans);

    public void Dispose()
    {
        _root.Dispose();
        _tracer.Dispose();
        _meter.Dispose();
    }

    /// <summary>The points of a metric whose tags name this test's host, as "tag=value …" with the value of the point.</summary>
    public IReadOnlyDictionary<string, double> Metric(string name, out string unit)
    {
        lock (_metrics)
        {
            _metrics.Clear();
            _meter.ForceFlush();
            Metric? metric = _metrics.Find(metric => metric.Name == name);
            unit = metric?.Unit ?? "";
            Dictionary<string, double> points = [];
            if (metric is not null)
            {
                foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
                {
                    List<string> tags = [];
                    foreach ((string key, object? value) in point.Tags)
                    {
                        tags.Add($"{key}={value}");
                    }

                    if (tags.Remove($"server.address={Host}") && tags.Remove("server.port=443"))
                    {
                        points.Add(
                            string.Join(' ', tags.Order(StringComparer.Ordinal)),
                            metric.MetricType == MetricType.Histogram ? point.GetHistogramSum() : point.GetSumLong());
                    }
                }
            }

            return points;
        }
    }

    /// <summary>Options of a client whose metrics are this test's own.</summary>
    public ModelArtsClientOptions Options(HttpMessageHandler transport)
    {
        ModelArtsClientOptions options = TestClient.Options(transport);
        options.Endpoint = new Uri($"https://{Host}");
        return options;
    }

    public static IReadOnlyList<string> Tags(Activity span) => Tags(span.TagObjects);

    /// <summary>The events as "name: tag=value …".</summary>
    public static IReadOnlyList<string> Events(Activity span) =>
        [.. span.Events.Select(happened => $"{happened.Name}: {string.Join(' ', Tags(happened.Tags))}".TrimEnd(' ', ':'))];

    private static string[] Tags(IEnumerable<KeyValuePair<string, object?>> tags) =>
        [.. tags.Select(tag => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")).Order(StringComparer.Ordinal)];
}
