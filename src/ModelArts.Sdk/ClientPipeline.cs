using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Errors;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Serialization;
using Refit;

namespace ModelArts.Sdk;

/// <summary>The way of a request, built in one place: resilience, what the application adds, permit, authentication, the network.</summary>
internal static class ClientPipeline
{
    /// <summary>What every request says of its sender.</summary>
    public const string UserAgent = $"ModelArts.Sdk/{SdkVersion.Text}";

    private static readonly TimeSpan MaxConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Our handlers around those of the application: they see a call.</summary>
    public static DelegatingHandler[] CreateOuterHandlers(ModelArtsClientOptions options, RetryBudget budget, bool areOutermost) =>
        [new ResilienceHandler(options, budget, issuesPermits: areOutermost)];

    /// <summary>Our handlers within those of the application: they see each attempt as it goes on the wire.</summary>
    public static DelegatingHandler[] CreateInnerHandlers(ModelArtsClientOptions options, CredentialContext context) =>
        [new SendPermitHandler(), new AuthHandler(options.Credential!, context, options.AllowInsecureHttp)];

    /// <summary>The network, or what the options put in its place.</summary>
    public static HttpMessageHandler CreateTransport(ModelArtsClientOptions options)
    {
        if (options.Transport is { } transport)
        {
            return new BorrowedHandler(transport);
        }

        // A host that swallows packets must not use up the whole attempt: there is time to try another connection.
        TimeSpan connectTimeout = options.AttemptTimeout / 2 < MaxConnectTimeout ? options.AttemptTimeout / 2 : MaxConnectTimeout;
        return new ConnectTimeoutHandler(
            new SocketsHttpHandler
            {
                ConnectTimeout = connectTimeout,

                // A redirect would take the credential to another host.
                AllowAutoRedirect = false,
                UseCookies = false,
                Proxy = new LoopbackBypass(),
                AutomaticDecompression = DecompressionMethods.All,

                // A client is made to be kept: connections must still follow a change of DNS.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),

                // What is given up early is not read to its end: the connection is closed.
                MaxResponseDrainSize = 0,
            },
            connectTimeout);
    }

    /// <summary>The whole chain for a client that owns it.</summary>
    public static ClientChain Create(ModelArtsClientOptions options)
    {
        HttpMessageHandler handler = CreateTransport(options);
        CredentialContext context = new(options, handler);
        RetryBudget budget = new(options.Retry);
        foreach (DelegatingHandler outer in CreateOuterHandlers(options, budget, areOutermost: true).Concat(CreateInnerHandlers(options, context)).Reverse())
        {
            outer.InnerHandler = handler;
            handler = outer;
        }

        return new ClientChain(options, context, budget, handler);
    }

    /// <summary>The client's own end of the chain. Its timeout is off: the resilience handler's includes the body and has a type of its own.</summary>
    public static HttpClient CreateHttpClient(HttpMessageHandler handler, ModelArtsClientOptions options)
    {
        HttpClient client = new(handler)
        {
            BaseAddress = options.EffectiveEndpoint,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        // As text, which each request copies as it is; parsed values would be cloned for each.
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent);
        return client;
    }

    /// <summary>The generated client of the endpoints.</summary>
    public static IDevEnvironmentsApi CreateApi(HttpClient client, ModelArtsClientOptions options)
    {
        ErrorMapper errors = new(options.TimeProvider);
        return RestService.ForGenerated<IDevEnvironmentsApi>(client, new RefitSettings(new ModelArtsContentSerializer())
        {
            RequestBodySerialization = RequestBodySerializationMode.Buffered,
            ExceptionFactory = errors.FromResponseAsync!,
            DeserializationExceptionFactory = ErrorMapper.FromMalformedAsync!,
            TransportExceptionFactory = ErrorMapper.FromTransport,
        });
    }

    /// <summary>A handler of the caller's: used, not disposed of.</summary>
    private sealed class BorrowedHandler(HttpMessageHandler inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _invoker = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            _invoker.SendAsync(request, cancellationToken);
    }
}
