using ModelArts.Sdk.Errors;

namespace ModelArts.Sdk.Resilience;

/// <summary>The last gate before a request is authenticated and sent: stops what is sent again without having been permitted.</summary>
internal sealed class SendPermitHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (SendPermit.Of(request) is { } permit && !permit.TryUse())
        {
            // Of a type that retry handlers leave alone.
            throw new ModelArtsConnectionException(
                $"{ErrorMapper.Operation(request)} was about to be sent again by a handler of the application, a retry or hedging handler perhaps, "
                + "which could do twice what is wanted once. It was stopped. Take that handler away from this client: it does its own retries (ModelArtsClientOptions.Retry).",
                HttpRequestError.Unknown);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
