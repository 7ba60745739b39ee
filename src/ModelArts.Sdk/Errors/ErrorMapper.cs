using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Telemetry;
using Polly.Timeout;

namespace ModelArts.Sdk.Errors;

/// <summary>The one way from HTTP to exceptions.</summary>
internal sealed class ErrorMapper(TimeProvider timeProvider)
{
    /// <summary>How much of an answer a message or a snippet may show, in characters.</summary>
    internal const int SnippetLength = 200;

    private static readonly HttpRequestOptionsKey<string> PathTemplate = new(Refit.HttpRequestMessageOptions.RelativePathTemplate);

    /// <summary>What is wrong with an answer by its status; <see langword="null"/> where the body is to be read.</summary>
    public async ValueTask<Exception?> FromResponseAsync(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            // Refit makes a null of an empty body, which would surface as a NullReferenceException far from its cause.
            bool empty = response.StatusCode == HttpStatusCode.NoContent || response.Content.Headers.ContentLength == 0;
            if (!empty && IsWebPage(response.Content))
            {
                return await FromMalformedAsync(response, new JsonException("It is said to be a web page, not JSON.")).ConfigureAwait(false);
            }

            return empty && !MayBeEmpty(response.RequestMessage)
                ? await FromMalformedAsync(response, new JsonException("The body is empty.")).ConfigureAwait(false)
                : null;
        }

        // The body is in memory: ResilienceHandler has read it, within its limits of time and size.
        string body = await ReadTextAsync(response).ConfigureAwait(false);
        ErrorBody error = ErrorBody.Parse(body);
        string? text = error.Message ?? (body.Length > 0 && error.Code is null && !IsMarkup(body) ? body : null);
        string? said = text is null ? null : SecretRedactor.Redact(text, response.RequestMessage);
        ModelArtsErrorCode code = error.Code is null ? default : new(SecretRedactor.Redact(error.Code, response.RequestMessage));
        string? requestId = RequestIdOf(response) ?? Shown(error.RequestId, response.RequestMessage);
        string message = Describe(response, code, said, requestId);
        response.Dispose();

        return IsAuthentication(response.StatusCode, code)
            ? new ModelArtsAuthenticationException(message) { StatusCode = response.StatusCode, ErrorCode = code, RequestId = requestId }
            : new ModelArtsApiException(message, response.StatusCode, code)
            {
                ErrorMessage = said,
                RequestId = requestId,
                RetryAfter = RetryAfterHeader.Read(response, timeProvider),
            };
    }

    /// <summary>What became of a request that got no answer.</summary>
    public static Exception FromTransport(HttpRequestMessage request, Exception exception, CancellationToken cancellationToken) => exception switch
    {
        ModelArtsException => exception,
        OperationCanceledException when cancellationToken.IsCancellationRequested => exception,
        OperationCanceledException => new ModelArtsConnectionException(
            exception.InnerException is TimeoutException
                ? $"{Operation(request)} got no answer: a handler of the application gave up waiting. {exception.InnerException.Message}"
                : $"{Operation(request)} was given up: the client was disposed of while the call was under way, or a handler of the application cancelled it.",
            HttpRequestError.Unknown,
            exception),
        HttpRequestException http => Connection(request, http.HttpRequestError, http),
        HttpIOException io => Connection(request, io.HttpRequestError, io),
        IOException io => Connection(request, HttpRequestError.ResponseEnded, io),

        TimeoutRejectedException => new ModelArtsConnectionException(
            $"{Operation(request)} got no answer: a handler of the application gave up waiting. {exception.Message}", HttpRequestError.Unknown, exception)
        {
            NothingWasSent = WasSurelyNotSent(request),
        },

        // A handler of the application, one that limits time or breaks the circuit perhaps, has given up on what may have been done.
        _ when SendPermit.WasSent(request) => new ModelArtsConnectionException(
            $"{Operation(request)} was sent, and then a handler of the application failed: {exception.GetType().Name}.", HttpRequestError.Unknown, exception),

        // Whatever else such a handler throws is the application's own to see.
        _ => exception,
    };

    // Of a request that can be repeated nobody asks, and no permit tells.
    private static bool WasSurelyNotSent(HttpRequestMessage request) => SendPermit.IsNeededFor(request) && !SendPermit.WasSent(request);

    /// <summary>An answer that says success in its status, but not in its body.</summary>
    public static async ValueTask<Exception> FromMalformedAsync(HttpResponseMessage response, Exception cause)
    {
        string body = await ReadTextAsync(response).ConfigureAwait(false);
        string snippet = Shown(body, response.RequestMessage);
        string? requestId = RequestIdOf(response);
        if (cause is JsonException json)
        {
            // The path in it repeats keys of the body, which may be anything.
            cause = new JsonException(Shown(json.Message, response.RequestMessage), json.Path is null ? null : Shown(json.Path, response.RequestMessage), json.LineNumber, json.BytePositionInLine);
        }

        string what = body.AsSpan().Trim().IsEmpty ? "its body is empty"
            : IsMarkup(body) ? "its body is a web page, not JSON: a proxy or a login page may stand between here and the service"
            : cause is JsonException ? "its body is not what the API describes: " + cause.Message.TrimEnd('.')
            : "its body could not be read";
        return new MalformedResponseException(
            $"{Operation(response.RequestMessage)} was answered with HTTP {(int)response.StatusCode}, but {what}. "
            + $"Whether the service did what was asked is not known.{Suffix(requestId, response.RequestMessage)}",
            response.StatusCode,
            cause)
        {
            Snippet = snippet,
            RequestId = requestId,
            InstanceId = IsCreate(response.RequestMessage) ? Shown(InstanceIdIn(body), response.RequestMessage) : null,
        };
    }

    /// <summary>The request in words, without what is secret or personal in its address.</summary>
    internal static string Operation(HttpRequestMessage? request) => request is null ? "The request"
        : request.Options.TryGetValue(PathTemplate, out string? template) ? $"{request.Method} {template}"
        : $"{request.Method} {request.RequestUri?.Host}";

    /// <summary>The path of the endpoint that a request is for, without the values in it; <see langword="null"/> where it is none of ours.</summary>
    internal static string? TemplateOf(HttpRequestMessage request) => request.Options.TryGetValue(PathTemplate, out string? template) ? template : null;

    /// <summary>The service's id of the request.</summary>
    internal static string? RequestIdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-Request-Id", out IEnumerable<string>? ids) || response.Headers.TryGetValues("X-IAM-Trace-Id", out ids)
            ? Shown(string.Join(',', ids), response.RequestMessage)
            : null;

    /// <summary>The body, which is in memory, as text.</summary>
    internal static async ValueTask<string> ReadTextAsync(HttpResponseMessage response)
    {
        // Not ReadAsStringAsync: it throws on a charset that it does not know, and JSON is UTF-8 whatever the header says.
        byte[] bytes = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
    }

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Shown(string? text, HttpRequestMessage? request) =>
        text is null ? null : SecretRedactor.Shorten(SecretRedactor.Redact(text, request), SnippetLength);

    private static string Describe(HttpResponseMessage response, ModelArtsErrorCode code, string? said, string? requestId)
    {
        StringBuilder message = new();
        message.Append(Operation(response.RequestMessage)).Append(" was refused: HTTP ").Append((int)response.StatusCode);
        if (code.Value.Length > 0)
        {
            message.Append(", ").Append(SecretRedactor.Shorten(code.Value, 40));
        }

        if (said is not null)
        {
            message.Append(": ").Append(SecretRedactor.Shorten(said, SnippetLength));
        }

        if (message[^1] is not ('.' or '…' or '!' or '?'))
        {
            message.Append('.');
        }

        if ((int)response.StatusCode is >= 300 and < 400)
        {
            string host = response.Headers.Location is { IsAbsoluteUri: true } location ? location.Host : "the same host";
            message.Append(" It is a redirect to ").Append(host).Append(", which is not followed: it would carry the credential there. Check the endpoint.");
        }
        else if (ErrorAdvice.For(response.StatusCode, code) is { } advice)
        {
            message.Append(' ').Append(advice);
        }

        return message.Append(Suffix(requestId, response.RequestMessage)).ToString();
    }

    private static ModelArtsConnectionException Connection(HttpRequestMessage request, HttpRequestError error, Exception cause)
    {
        string host = request.RequestUri is { IsAbsoluteUri: true } uri ? uri.GetLeftPart(UriPartial.Authority) : "the endpoint";
        string what = error switch
        {
            HttpRequestError.NameResolutionError => $"The name of {host} is not known. Check the endpoint or the region, and the network.",
            HttpRequestError.ConnectionError => $"No connection to {host}: nothing answers there. Check the endpoint, the proxy and the firewall.",
            HttpRequestError.SecureConnectionError => $"No secure connection to {host}: TLS failed. Check its certificate and the clock of this machine.",
            HttpRequestError.ResponseEnded => $"The connection to {host} broke before the answer was complete.",
            _ => $"The connection to {host} failed.",
        };
        return new ModelArtsConnectionException($"{Operation(request)} got no answer. {what}{Suffix(null, request)}", error, cause)
        {
            NothingWasSent = WasSurelyNotSent(request),
        };
    }

    /// <summary>A deletion or an action has nothing to say that its caller does not know: for them an empty body is an answer.</summary>
    private static bool MayBeEmpty(HttpRequestMessage? request) =>
        request is not null
        && (request.Method == HttpMethod.Delete
            || (request.Options.TryGetValue(PathTemplate, out string? template) && template.EndsWith("/action", StringComparison.Ordinal)));

    private static bool IsCreate(HttpRequestMessage? request) =>
        request is not null && request.Method == HttpMethod.Post && request.Options.TryGetValue(PathTemplate, out string? template)
        && template.EndsWith("/instances", StringComparison.Ordinal);

    /// <summary>The id in a body that is otherwise not what the API describes: what may have been created must not be lost sight of.</summary>
    private static string? InstanceIdIn(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("id", out JsonElement id)
                && id.ValueKind == JsonValueKind.String
                && id.GetString() is { } text
                && PathSegment.Problem(text) is null ? text : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter: half of a surrogate pair.
            return null;
        }
    }

    /// <summary>By (status, code), since codes mean different things under different statuses.</summary>
    private static bool IsAuthentication(HttpStatusCode status, ModelArtsErrorCode code) =>
        status == HttpStatusCode.Unauthorized
        || (status == HttpStatusCode.Forbidden && (SignatureErrors.Includes(code) || code == ModelArtsErrorCode.ProjectMismatch))
        || (status == HttpStatusCode.BadRequest && code == ModelArtsErrorCode.TokenWithoutProject);

    /// <summary>What says of itself that it is a page or XML is no answer of this API, whatever it holds. No type at all is let pass.</summary>
    private static bool IsWebPage(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Type", out HeaderStringValues type)
        && type.ToString().AsSpan() is var said
        && (said.StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
            || said.StartsWith("application/xhtml", StringComparison.OrdinalIgnoreCase)
            || said.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase)
            || said.StartsWith("application/xml", StringComparison.OrdinalIgnoreCase));

    private static bool IsMarkup(string body) => body.AsSpan().TrimStart().StartsWith("<", StringComparison.Ordinal);

    private static string Suffix(string? requestId, HttpRequestMessage? request)
    {
        int attempts = Call.AttemptsOf(request);
        return (requestId, attempts) switch
        {
            (null, <= 1) => "",
            (null, _) => $" ({attempts} attempts)",
            (_, <= 1) => $" (request {requestId})",
            _ => $" (request {requestId}, {attempts} attempts)",
        };
    }
}
