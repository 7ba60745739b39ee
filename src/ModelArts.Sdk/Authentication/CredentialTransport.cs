using System.Net;
using ModelArts.Sdk.Errors;
using ModelArts.Sdk.Resilience;

namespace ModelArts.Sdk.Authentication;

/// <summary>
/// Sends what a credential has to ask for itself, over the same network as the calls of the client: https only, no redirects, within
/// limits of time and size. Knows no retries: whoever asks for a token next asks anew.
/// </summary>
internal sealed class CredentialTransport
{
    private readonly HttpMessageHandler _network;
    private readonly bool _allowInsecureHttp;
    private readonly long _maxResponseBytes;
    private readonly TimeProvider _timeProvider;

    public CredentialTransport(ModelArtsClientOptions options, HttpMessageHandler network)
    {
        _network = network;
        _allowInsecureHttp = options.AllowInsecureHttp;
        _maxResponseBytes = options.MaxResponseBytes;
        _timeProvider = options.TimeProvider;

        // A token is fetched within an attempt: with the whole of its time, a slow IAM would look like a slow ModelArts.
        Timeout = options.AttemptTimeout / 2;
    }

    private CredentialTransport(CredentialTransport other, HttpMessageHandler network)
    {
        _network = network;
        _allowInsecureHttp = other._allowInsecureHttp;
        _maxResponseBytes = other._maxResponseBytes;
        _timeProvider = other._timeProvider;
        Timeout = other.Timeout;
    }

    /// <summary>How long IAM may take over one answer.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The same transport for requests that have to be authenticated.</summary>
    public CredentialTransport With(DelegatingHandler authentication)
    {
        authentication.InnerHandler = _network;
        return new CredentialTransport(this, authentication);
    }

    /// <summary>Sends a request that carries a secret. The answer's body is in memory, whatever its status.</summary>
    /// <exception cref="ModelArtsAuthenticationException">The address is not one that a secret may go to; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">There was no answer, not in time, or it is too large.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        if (!EndpointRules.IsSecure(request.RequestUri, _allowInsecureHttp))
        {
            throw new ModelArtsAuthenticationException(
                $"Nothing was sent to {request.RequestUri?.Host}: a secret goes over https only. Check IamEndpoint. "
                + "For a simulator on this machine set AllowInsecureHttp and use a loopback address.");
        }

        return SendAsync(_network, request, Timeout);
    }

    /// <summary>
    /// Sends a request over a network of the credential's own, within the limits of the client. For the metadata service of a server:
    /// it has no https, and the question carries no secret of ours.
    /// </summary>
    /// <exception cref="ModelArtsException">There was no answer, not in time, or it is too large.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMessageHandler network, HttpRequestMessage request, TimeSpan timeout)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", ClientPipeline.UserAgent);
        using HttpMessageInvoker invoker = new(network, disposeHandler: false);
        using CancellationTokenSource limit = new(timeout, _timeProvider);
        HttpResponseMessage? response = null;
        Uri target = request.RequestUri!;
        try
        {
            response = await invoker.SendAsync(request, limit.Token).ConfigureAwait(false);
            response.RequestMessage ??= request;
            RedirectRules.ThrowIfFollowed(response, target);
            await ResponseBuffer.LoadAsync(response, _maxResponseBytes, limit.Token).ConfigureAwait(false);
            return response;
        }
        catch (UnreadableResponseException exception)
        {
            HttpStatusCode status = response!.StatusCode;
            string? requestId = ErrorMapper.RequestIdOf(response);
            response.Dispose();
            throw new MalformedResponseException($"{ErrorMapper.Operation(request)} was answered with HTTP {(int)status}, but {exception.Message}.", status, exception.InnerException)
            {
                RequestId = requestId,
            };
        }
        catch (Exception exception) when (exception is not ModelArtsException)
        {
            response?.Dispose();
            Exception mapped = limit.IsCancellationRequested
                ? new ModelArtsTimeoutException($"{request.RequestUri!.Host} did not answer in full within {timeout.TotalSeconds:0.###} s.", timeout, exception)
                : ErrorMapper.FromTransport(request, exception, CancellationToken.None);
            if (ReferenceEquals(mapped, exception))
            {
                throw;
            }

            throw mapped;
        }
    }
}
