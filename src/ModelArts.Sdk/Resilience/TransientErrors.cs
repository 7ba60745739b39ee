using System.Net;

namespace ModelArts.Sdk;

/// <summary>The one table of the errors that may be gone at the next try.</summary>
internal static class TransientErrors
{
    private static readonly HashSet<ModelArtsErrorCode> Codes =
    [
        ModelArtsErrorCode.ServiceTimeout,
        ModelArtsErrorCode.ServiceBusy,
        ModelArtsErrorCode.ServerError,
        ModelArtsErrorCode.InternalError,
        ModelArtsErrorCode.NoResources,
        ModelArtsErrorCode.InstanceRecovering,
        ModelArtsErrorCode.PoolInitializing,
        ModelArtsErrorCode.CapacityInsufficient,
    ];

    /// <summary>Whether an error that the service answered may be gone at the next try.</summary>
    public static bool Includes(HttpStatusCode status, ModelArtsErrorCode code) =>
        status is HttpStatusCode.RequestTimeout
            or HttpStatusCode.TooManyRequests
            or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout
        || Codes.Contains(code);

    /// <summary>Whether a failed read may succeed when it is repeated. Not for calls that change something.</summary>
    public static bool IncludesForRead(Exception exception) => exception switch
    {
        ModelArtsApiException api => api.IsTransient,
        ModelArtsConnectionException or ModelArtsTimeoutException => true,
        // A proxy's page, or a body that was cut off: the next answer may well be the service's own.
        MalformedResponseException => true,
        // No token could be had: as with the service itself, it is the cause that counts.
        ModelArtsAuthenticationException { InnerException: ModelArtsException cause } => IncludesForRead(cause),
        _ => false,
    };
}
