using ModelArts.Sdk.Errors;
using Polly;

namespace ModelArts.Sdk.Resilience;

/// <summary>The last gate before a request is authenticated and sent: stops what is sent again without having been permitted.</summary>
internal sealed class SendPermitHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendPermit.IsNeededFor(request) ? SendOnceAsync(request, cancellationToken) : base.SendAsync(request, cancellationToken);

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The network by itself sends a request without a body again where a connection that it had kept was closed under it, though
        // the service may have acted on it. Of a request with a body, an empty one too, it knows that it may not.
        request.Content ??= new ByteArrayContent([]);
        if (SendPermit.Of(request) is not { } permit)
        {
            throw new ModelArtsConnectionException(
                $"{ErrorMapper.Operation(request)} was stopped: a handler of the application copies requests without their Options, so that it cannot be known "
                + "whether it was sent before. Copy the Options too, or take that handler away from this client.",
                HttpRequestError.Unknown);
        }

        if (!permit.TryUse())
        {
            // Of a type that retry handlers leave alone.
            throw new ModelArtsConnectionException(
                $"{ErrorMapper.Operation(request)} was about to be sent again by a handler of the application, a retry or hedging handler perhaps, "
                + "which could do twice what is wanted once. It was stopped. Take that handler away from this client: it does its own retries (ModelArtsClientOptions.Retry).",
                HttpRequestError.Unknown);
        }

        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            RenewIfNotTaken(permit, Outcome.FromResult(response));
            return response;
        }
        catch (HttpRequestException exception)
        {
            RenewIfNotTaken(permit, Outcome.FromException<HttpResponseMessage>(exception));
            throw;
        }
    }

    private static void RenewIfNotTaken(SendPermit permit, Outcome<HttpResponseMessage> outcome)
    {
        if (RetryRules.IsSurelyNotTaken(outcome))
        {
            permit.Renew();
        }
    }
}
