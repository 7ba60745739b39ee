using System.Net;
using System.Security.Authentication;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>What becomes of a request: whether the service does what it asks for, and what comes back instead of the true answer.</summary>
/// <param name="Commits">Whether the service does it.</param>
/// <param name="Instead">What comes back; <see langword="null"/> for the true answer. May throw, as the network does.</param>
internal sealed record Fate(bool Commits, Func<HttpResponseMessage>? Instead)
{
    /// <summary>Nothing goes wrong.</summary>
    public static Fate Answered { get; } = new(true, null);

    /// <summary>Nothing comes back until the client gives up.</summary>
    public static Fate HangsAfterCommit { get; } = new(true, null) { Hangs = true };

    /// <summary>Nothing comes back until the client gives up.</summary>
    public static Fate HangsBeforeCommit { get; } = new(false, null) { Hangs = true };

    /// <summary>The connection is reset once the request is sent.</summary>
    public static Fate ResetAfterCommit { get; } = new(true, static () => throw Reset());

    /// <summary>The connection is reset once the request is sent.</summary>
    public static Fate ResetBeforeCommit { get; } = new(false, static () => throw Reset());

    /// <summary>The connection is reset within the body of a success.</summary>
    public static Fate ResetMidBody { get; } = new(true, static () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream()) });

    /// <summary>Nobody listens.</summary>
    public static Fate NotConnected { get; } = new(false, static () => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"));

    /// <summary>The name is not known.</summary>
    public static Fate NotResolved { get; } = new(false, static () => throw new HttpRequestException(HttpRequestError.NameResolutionError, "unknown"));

    /// <summary>TLS fails.</summary>
    public static Fate NotSecure { get; } = new(
        false, static () => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "TLS", new AuthenticationException("untrusted")));

    public bool Hangs { get; init; }

    /// <summary>A status, with a gateway's page for a body.</summary>
    public static Fate Status(int status, bool commits, string? retryAfter = null) => new(commits, () =>
    {
        HttpResponseMessage response = new((HttpStatusCode)status) { Content = new StringContent("<html>gateway</html>") };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    });

    /// <summary>An error of the service.</summary>
    public static Fate Refused(string code, HttpStatusCode status = HttpStatusCode.BadRequest) => new(false, Answer.Error(status, code));

    /// <summary>A success with another body.</summary>
    public static Fate Says(string body, bool commits) => new(commits, () => RecordingTransport.Json(body));

    private static HttpRequestException Reset() => new(HttpRequestError.Unknown, "sent", new IOException("reset"));

    private sealed class BrokenStream : MemoryStream
    {
        private bool _begun;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_begun)
            {
                return ValueTask.FromException<int>(new HttpIOException(HttpRequestError.ResponseEnded));
            }

            _begun = true;
            "{\"id\":"u8.CopyTo(buffer.Span);
            return new(6);
        }
    }
}
