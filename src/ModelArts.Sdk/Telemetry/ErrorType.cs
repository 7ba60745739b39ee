using System.Globalization;
using System.Net;
using Polly.Timeout;

namespace ModelArts.Sdk.Telemetry;

/// <summary>
/// What failed, as <c>error.type</c> has it: few values, none of which holds text of the service's own making, since each one costs a
/// time series of its own.
/// </summary>
internal static class ErrorType
{
    public const string Timeout = "timeout";

    /// <summary>That of a failure that leaves the library: the service's code where it has the form of one, the status, or the type.</summary>
    public static string Of(Exception exception) => exception switch
    {
        ModelArtsApiException api => Of(api.ErrorCode) ?? Of(api.StatusCode),
        ModelArtsAuthenticationException { StatusCode: { } status } refusal => Of(refusal.ErrorCode) ?? Of(status),

        // Whether it was a task or a token that was found cancelled first is chance.
        OperationCanceledException => typeof(OperationCanceledException).FullName!,
        _ => exception.GetType().FullName!,
    };

    /// <summary>That of an attempt: the words that <c>HttpClient</c> itself uses in its spans and metrics.</summary>
    public static string OfAttempt(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: var error } when error != HttpRequestError.Unknown => Of(error),
        HttpIOException { HttpRequestError: var error } when error != HttpRequestError.Unknown => Of(error),
        TimeoutRejectedException => Timeout,
        _ => Of(exception),
    };

    /// <summary>That of an answer.</summary>
    public static string Of(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    // "ModelArts.6309", "APIGW.0301": whatever else a server writes there may be anything.
    private static string? Of(ModelArtsErrorCode code)
    {
        string value = code.Value;
        int dot = value.IndexOf('.', StringComparison.Ordinal);
        if (dot is < 1 or > 20 || value.Length - dot - 1 is < 1 or > 8)
        {
            return null;
        }

        for (int i = 0; i < value.Length; i++)
        {
            if (i != dot && !(i < dot ? char.IsAsciiLetter(value[i]) : char.IsAsciiDigit(value[i])))
            {
                return null;
            }
        }

        return value;
    }

    private static string Of(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "name_resolution_error",
        HttpRequestError.ConnectionError => "connection_error",
        HttpRequestError.SecureConnectionError => "secure_connection_error",
        HttpRequestError.HttpProtocolError => "http_protocol_error",
        HttpRequestError.ExtendedConnectNotSupported => "extended_connect_not_supported",
        HttpRequestError.VersionNegotiationError => "version_negotiation_error",
        HttpRequestError.UserAuthenticationError => "user_authentication_error",
        HttpRequestError.ProxyTunnelError => "proxy_tunnel_error",
        HttpRequestError.InvalidResponse => "invalid_response",
        HttpRequestError.ResponseEnded => "response_ended",
        HttpRequestError.ConfigurationLimitExceeded => "configuration_limit_exceeded",
        _ => typeof(HttpRequestException).FullName!,
    };
}
