namespace ModelArts.Sdk.Resilience;

/// <summary>
/// Says of a connection that was not made in time that it was not made. The network itself reports that as a cancellation, in which
/// it cannot be told from an answer that did not come: but where nothing was sent, sending again is safe.
/// </summary>
internal sealed class ConnectTimeoutHandler(HttpMessageHandler network, TimeSpan timeout) : DelegatingHandler(network)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (exception.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"No connection was made within {timeout.TotalSeconds:0.###} s.", exception);
        }
    }
}
