namespace ModelArts.Sdk.Authentication.Signing;

/// <summary>
/// Which of a request's headers are signed, besides <c>Host</c>: those whose names begin with <c>X-</c>, which the service and the
/// application give their meaning.
/// </summary>
/// <remarks>
/// All others belong to HTTP, and may be changed after the signature by whoever passes the request on (RFC 9110, section 7.6), by
/// <see cref="HttpClient"/> itself (<c>traceparent</c>, <c>Expect</c>, <c>Transfer-Encoding</c>) or by a proxy (<c>Via</c>,
/// <c>Accept-Encoding</c>, <c>User-Agent</c>). The same goes for the names with <c>X-</c> below. A signature over any of them would be
/// refused for a change that harms nobody: what a request means is in its host, path, query, body and <c>X-</c> headers.
/// </remarks>
internal static class SignedHeaderRules
{
    private static readonly string[] ChangedOnTheWay =
    [
        "X-Forwarded-", "X-Original-", "X-Real-IP", "X-Client-IP", "X-Request-Id", "X-Correlation-Id",
        "X-B3-", "X-Envoy-", "X-Amzn-Trace-Id", "X-Cloud-Trace-Context", "X-Datadog-",
    ];

    public static bool Includes(string name)
    {
        if (!name.StartsWith("X-", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (string prefix in ChangedOnTheWay)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
