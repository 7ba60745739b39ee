namespace ModelArts.Sdk;

/// <summary>
/// The names under which the library tells what it does. Nothing is sent anywhere by itself, and nothing is computed or allocated
/// unless somebody listens: to traces by <c>AddSource</c>, to metrics by <c>AddMeter</c>, to logs by
/// <see cref="ModelArtsClientOptions.LoggerFactory"/>. The names of spans, metrics, tags and events are part of the library's contract.
/// </summary>
public static class ModelArtsTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>: <c>ModelArts.Sdk</c>.</summary>
    public const string ActivitySourceName = "ModelArts.Sdk";

    /// <summary>The name of the <see cref="System.Diagnostics.Metrics.Meter"/>: <c>ModelArts.Sdk</c>.</summary>
    public const string MeterName = "ModelArts.Sdk";

    /// <summary>The category of all log messages: <c>ModelArts.Sdk</c>.</summary>
    public const string LogCategory = "ModelArts.Sdk";
}
