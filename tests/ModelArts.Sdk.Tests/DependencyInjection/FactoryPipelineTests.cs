using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DependencyInjection;

public sealed class FactoryPipelineTests
{
    [Fact]
    public async Task AddHttpMessageHandler_HandlerOfTheApplication_StandsBetweenResilienceAndAuthentication()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        TokenProbe probe = new();
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
            services.AddModelArts(options => AddModelArtsTests.Configure(options, transport)).AddHttpMessageHandler(() => probe));

        await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(["ResilienceHandler", "TokenProbe", "SendPermitHandler", "AuthHandler"], HandlerChain.Ours(provider));
        Assert.False(probe.SawToken);
        Assert.Equal("seen", Assert.Single(transport.Requests).Headers["X-Probe"]);
        Assert.Equal(TestClient.Token, transport.Requests[0].Headers["X-Auth-Token"]);
    }

    [Fact]
    public async Task AddHttpMessageHandler_HandlerThatMovesTheRequestOffTls_GetsNoCredentialSent()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
            services.AddModelArts(options => AddModelArtsTests.Configure(options, transport)).AddHttpMessageHandler(() => new Mover()));

        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(
            () => provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Contains("evil.example.com", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Answer.InstanceId, exception.InstanceId);
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task CreateTransport_NoTransportGiven_FollowsNoRedirects()
    {
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
            services.AddModelArts(options => AddModelArtsTests.Configure(options, null!)));

        HttpMessageHandler handler = HandlerChain.Build(provider);
        while (handler is DelegatingHandler { InnerHandler: { } inner })
        {
            handler = inner;
        }

        Assert.False(Assert.IsType<SocketsHttpHandler>(handler).AllowAutoRedirect);
    }

    [Fact]
    public async Task GetAsync_FactoryRotatesHandlers_EachCallGoesThroughTheCurrentOne()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            services.AddModelArts(options => AddModelArtsTests.Configure(options, transport)).SetHandlerLifetime(TimeSpan.FromSeconds(1));
            services.AddSingleton<RotatingFactory>();
            services.AddSingleton<IHttpMessageHandlerFactory>(static services => services.GetRequiredService<RotatingFactory>());
        });
        DevEnvironmentsClient client = provider.GetRequiredService<DevEnvironmentsClient>();

        for (int i = 0; i < 3; i++)
        {
            await client.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, provider.GetRequiredService<RotatingFactory>().Made);
        Assert.All(transport.Requests, request => Assert.Equal(TestClient.Token, request.Headers["X-Auth-Token"]));
        Assert.Equal(3, transport.Requests.Count);
    }

    private sealed class TokenProbe : DelegatingHandler
    {
        public bool SawToken { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            SawToken |= request.Headers.Contains("X-Auth-Token");
            request.Headers.Add("X-Probe", "seen");
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Mover : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri("http://evil.example.com/");
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>A factory whose handlers live for one call; the one before is disposed of, as the real factory does in time.</summary>
    private sealed class RotatingFactory(IServiceProvider provider) : IHttpMessageHandlerFactory
    {
        private HttpMessageHandler? _current;

        public int Made { get; private set; }

        public HttpMessageHandler CreateHandler(string name)
        {
            Assert.Equal(HandlerChain.ClientName, name);
            _current?.Dispose();
            Made++;
            return _current = HandlerChain.Build(provider);
        }
    }
}
