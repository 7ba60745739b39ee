namespace HostedWorker;

/// <summary>The section "Worker" of the configuration.</summary>
internal sealed class WorkerOptions
{
    /// <summary>The instances that the job needs, by name.</summary>
    public string[] Names { get; set; } = [];

    public string Profile { get; set; } = "";

    public string Flavor { get; set; } = "";

    /// <summary>How long to wait for all of them.</summary>
    public TimeSpan Timeout { get; set; }

    /// <summary>What OpenTelemetry writes to the console in the end.</summary>
    public TelemetryOutput Telemetry { get; set; }
}

internal enum TelemetryOutput
{
    None,
    Spans,
    SpansAndMetrics,
}
