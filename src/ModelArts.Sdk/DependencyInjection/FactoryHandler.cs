using ModelArts.Sdk.Resilience;

namespace ModelArts.Sdk.DependencyInjection;

/// <summary>
/// Takes the current handler of the factory for each request. A singleton client that held on to one would be cut off from the
/// factory's rotation of handlers.
/// </summary>
internal sealed class FactoryHandler(IHttpMessageHandlerFactory factory, string name) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Before the factory's chain: the application's defaults for all its clients stand around the rest of ours.
        SendPermit.Issue(request);

        // Holding the handler for the length of the call is what keeps the factory from disposing of it meanwhile.
        using HttpMessageInvoker invoker = new(factory.CreateHandler(name), disposeHandler: false);
        return await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
