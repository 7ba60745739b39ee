namespace ModelArts.Sdk.Telemetry;

/// <summary>
/// The headers by which <see cref="HttpClient"/> tells the service of the span of an attempt. It leaves those alone that it finds, and
/// finds those of the attempt before when a request is sent again: the service would take the second attempt for a part of the first.
/// </summary>
internal static class TraceHeaders
{
    private const string TraceParent = "traceparent";
    private const string RequestId = "Request-Id";

    // What the propagators of the framework add.
    private static readonly string[] Added = [TraceParent, "tracestate", "baggage", RequestId, "Correlation-Context"];

    private static readonly HttpRequestOptionsKey<bool> AreOfTheApplication = new("ModelArts.Sdk.TraceHeaders");

    /// <summary>Before each attempt: takes away what was added for the one before. What the application has set itself stays.</summary>
    public static void Prepare(HttpRequestMessage request, bool isFirst)
    {
        if (!request.Headers.NonValidated.Contains(TraceParent) && !request.Headers.NonValidated.Contains(RequestId))
        {
            return;
        }

        if (isFirst)
        {
            request.Options.Set(AreOfTheApplication, true);
        }
        else if (!request.Options.TryGetValue(AreOfTheApplication, out _))
        {
            foreach (string name in Added)
            {
                request.Headers.Remove(name);
            }
        }
    }
}
