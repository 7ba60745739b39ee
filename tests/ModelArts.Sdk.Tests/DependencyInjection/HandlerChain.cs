using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace ModelArts.Sdk.Tests.DependencyInjection;

/// <summary>The chain of handlers that the factory makes, from the outside in.</summary>
internal static class HandlerChain
{
    public const string ClientName = "ModelArts";

    /// <summary>The names of the handlers that are neither the factory's own nor the network's.</summary>
    public static IEnumerable<string> Ours(IServiceProvider provider, string name = ClientName) =>
        All(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name))
            .OfType<DelegatingHandler>()
            .Where(handler => handler.GetType().Namespace != typeof(HttpMessageHandlerBuilder).Namespace && !handler.GetType().FullName!.StartsWith("Microsoft.", StringComparison.Ordinal))
            .Select(handler => handler.GetType().Name);

    /// <summary>Makes a new chain, as the factory does when the lifetime of the one before has ended.</summary>
    public static HttpMessageHandler Build(IServiceProvider provider, string name = ClientName)
    {
        HttpMessageHandlerBuilder builder = provider.GetRequiredService<HttpMessageHandlerBuilder>();
        builder.Name = name;
        foreach (Action<HttpMessageHandlerBuilder> action in provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(name).HttpMessageHandlerBuilderActions)
        {
            action(builder);
        }

        return builder.Build();
    }

    private static IEnumerable<HttpMessageHandler> All(HttpMessageHandler handler)
    {
        for (HttpMessageHandler? next = handler; next is not null; next = (next as DelegatingHandler)?.InnerHandler)
        {
            yield return next;
        }
    }
}
