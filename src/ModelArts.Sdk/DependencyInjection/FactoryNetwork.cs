using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.DependencyInjection;

/// <summary>
/// The network below the factory's current chain, for what a credential has to ask for itself: the application's own primary handler,
/// its proxy for instance, serves IAM too, but its other handlers see no password.
/// </summary>
internal sealed class FactoryNetwork(IHttpMessageHandlerFactory factory, string name) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpMessageHandler chain = factory.CreateHandler(name);
        using HttpMessageInvoker network = new(BelowAuthentication(chain), disposeHandler: false);
        HttpResponseMessage response = await network.SendAsync(request, cancellationToken).ConfigureAwait(false);

        // The factory disposes of a chain that nobody holds any more.
        GC.KeepAlive(chain);
        return response;
    }

    private static HttpMessageHandler BelowAuthentication(HttpMessageHandler chain)
    {
        for (HttpMessageHandler? handler = chain; handler is DelegatingHandler outer; handler = outer.InnerHandler)
        {
            if (outer is AuthHandler)
            {
                return outer.InnerHandler!;
            }
        }

        throw new InvalidOperationException("The handler that authenticates requests has been taken out of the chain of the client.");
    }
}
