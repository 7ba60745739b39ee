using System.Net;
using Polly;
using Polly.Timeout;

namespace ModelArts.Sdk.Resilience;

/// <summary>
/// The one table of which attempt is worth another: by verb and by what it came to. A token that could not be had is not among them:
/// all calls of a client share one fetch, and would multiply what IAM has to bear.
/// </summary>
internal static class RetryRules
{
    /// <summary>Whether the service has surely not taken a request, so that it may be sent again whatever its verb.</summary>
    public static bool IsSurelyNotTaken(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => response.StatusCode == HttpStatusCode.TooManyRequests,
        { Exception: HttpRequestException exception } => CallOutcomes.IsBeforeConnection(exception.HttpRequestError),
        _ => false,
    };

    /// <summary>Whether another attempt may fare better, and can do no harm.</summary>
    public static bool IsWorthAnother(HttpRequestMessage request, Outcome<HttpResponseMessage> outcome) =>
        IsSurelyNotTaken(outcome) || (!SendPermit.IsNeededFor(request) && MayPass(outcome));

    private static bool MayPass(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => response.StatusCode
            is HttpStatusCode.RequestTimeout
            or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout,

        // The timeout of the attempt: that of the whole call stands outside.
        { Exception: HttpRequestException or IOException or TimeoutRejectedException } => true,
        _ => false,
    };
}
