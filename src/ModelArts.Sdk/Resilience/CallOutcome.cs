using System.Net;

namespace ModelArts.Sdk.Resilience;

/// <summary>What a failed call that changes something has come to.</summary>
internal enum CallOutcome
{
    /// <summary>The service did nothing: it refused, or was not reached.</summary>
    NothingDone,

    /// <summary>Nobody knows: the service may have done what was asked.</summary>
    Unknown,
}

/// <summary>The one table of what a failure says of the outcome.</summary>
internal static class CallOutcomes
{
    /// <summary>An internal error, or one of the configuration: the service does not say which of the two.</summary>
    private static readonly ModelArtsErrorCode InternalOrConfigurationError = new("ModelArts.6361");

    /// <summary>What a failure says. In doubt it is unknown.</summary>
    public static CallOutcome Of(ModelArtsException failure) => failure switch
    {
        { NothingWasSent: true } => CallOutcome.NothingDone,
        ModelArtsApiException api => IsUnknown(api.StatusCode) || IsUnknown(api.ErrorCode) ? CallOutcome.Unknown : CallOutcome.NothingDone,

        // The service refused the credential, or none could be had.
        ModelArtsAuthenticationException => CallOutcome.NothingDone,
        ModelArtsConnectionException connection => IsBeforeConnection(connection.Error) ? CallOutcome.NothingDone : CallOutcome.Unknown,
        _ => CallOutcome.Unknown,
    };

    /// <summary>Whether an error of the network says that no connection was made, so that nothing was sent.</summary>
    public static bool IsBeforeConnection(HttpRequestError error) => error
        is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    // A gateway that gave up waiting, or a service that fell over its own work, may have begun it.
    private static bool IsUnknown(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;

    // Nearly all errors come with HTTP 400: these say the same as a 500 does.
    private static bool IsUnknown(ModelArtsErrorCode code) => code == ModelArtsErrorCode.ServerError
        || code == ModelArtsErrorCode.ServiceTimeout
        || code == ModelArtsErrorCode.InternalError
        || code == InternalOrConfigurationError;
}
