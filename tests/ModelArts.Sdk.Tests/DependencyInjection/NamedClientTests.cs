using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DependencyInjection;

/// <summary>Several clients in one application, for several regions.</summary>
public sealed class NamedClientTests
{
    private static readonly string[] Names = ["eu", "cn"];

    [Fact]
    public async Task AddModelArts_ThreeClients_EachHasItsOwnOptions()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            Add(services, "cn", transport, ModelArtsRegion.CnNorth4, "p-cn");
            Add(services, "eu", transport, ModelArtsRegion.EuDeOtc, "p-eu");
            services.AddModelArts(options => AddModelArtsTests.Configure(options, transport));
        });

        await Environments(provider, "cn").GetAsync("a", TestContext.Current.CancellationToken);
        await Environments(provider, "eu").GetAsync("b", TestContext.Current.CancellationToken);
        await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync("c", TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                new Uri(ModelArtsRegion.CnNorth4.Endpoint, "/v1/p-cn/demanager/instances/a"),
                new Uri(ModelArtsRegion.EuDeOtc.Endpoint, "/v1/p-eu/demanager/instances/b"),
                new Uri(ModelArtsRegion.CnNorth4.Endpoint, "/v1/p1/demanager/instances/c"),
            ],
            transport.Requests.Select(request => request.Uri));
        Assert.Same(provider.GetRequiredKeyedService<ModelArtsClient>("eu").DevEnvironments, Environments(provider, "eu"));
        Assert.NotSame(Environments(provider, "cn"), Environments(provider, "eu"));
    }

    [Fact]
    public async Task AddModelArts_OnlyNamedClients_AddsNoneWithoutAName()
    {
        await using ServiceProvider provider = AddModelArtsTests.Provider(services => Add(services, "eu", null!, ModelArtsRegion.EuDeOtc, "p"));

        Assert.Null(provider.GetService<ModelArtsClient>());
        Assert.Null(provider.GetService<DevEnvironmentsClient>());
        Assert.Null(provider.GetKeyedService<ModelArtsClient>("cn"));
    }

    [Fact]
    public async Task AddModelArts_CredentialUnderTheKey_CountsBeforeTheOneWithout()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            services.AddSingleton<ModelArtsCredential>(new AuthTokenCredential("of-all"));
            services.AddKeyedSingleton<ModelArtsCredential>("eu", new AuthTokenCredential("of-eu"));
            foreach (string name in Names)
            {
                services.AddModelArts(name, options =>
                {
                    AddModelArtsTests.Configure(options, transport);
                    options.Credential = null;
                });
            }
        });

        await Environments(provider, "eu").GetAsync("a", TestContext.Current.CancellationToken);
        await Environments(provider, "cn").GetAsync("a", TestContext.Current.CancellationToken);

        Assert.Equal(["of-eu", "of-all"], transport.Requests.Select(request => request.Headers["X-Auth-Token"]));
    }

    [Fact]
    public async Task AddModelArts_BudgetOfOneIsSpent_LeavesThatOfTheOther()
    {
        RecordingTransport transport = new(static _ => Answer.Error(HttpStatusCode.ServiceUnavailable)());
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            foreach (string name in Names)
            {
                services.AddModelArts(name, options =>
                {
                    AddModelArtsTests.Configure(options, transport);
                    options.Retry = new ModelArtsRetryOptions { MaxAttempts = 2, BudgetSize = 1, BudgetPerCall = 0, BaseDelay = TimeSpan.FromMilliseconds(1) };
                });
            }
        });

        await FailAsync(Environments(provider, "eu"));
        await FailAsync(Environments(provider, "eu"));
        Assert.Equal(3, transport.Requests.Count);

        await FailAsync(Environments(provider, "cn"));
        Assert.Equal(5, transport.Requests.Count);
    }

    [Fact]
    public async Task AddModelArts_TheSameNameTwice_ChangesTheOptionsAndAddsNoHandlers()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            Add(services, "eu", transport, ModelArtsRegion.EuDeOtc, "p1");
            services.AddModelArts("eu", options => options.ProjectId = "p2");
        });

        await Environments(provider, "eu").GetAsync("a", TestContext.Current.CancellationToken);

        Assert.Contains("/v1/p2/", Assert.Single(transport.Requests).Uri.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(["ResilienceHandler", "SendPermitHandler", "AuthHandler"], HandlerChain.Ours(provider, "ModelArts:eu"));
    }

    [Fact]
    public async Task AddModelArts_HandlerOfOneClient_IsNotThatOfTheOther()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            Add(services, "cn", transport, ModelArtsRegion.CnNorth4, "p");
            Add(services, "eu", transport, ModelArtsRegion.EuDeOtc, "p").AddHttpMessageHandler(static () => new Marker());
        });

        await Environments(provider, "cn").GetAsync("a", TestContext.Current.CancellationToken);
        await Environments(provider, "eu").GetAsync("a", TestContext.Current.CancellationToken);

        Assert.Equal([false, true], transport.Requests.Select(request => request.Headers.ContainsKey("X-Marker")));
    }

    [Fact]
    public async Task GetAsync_FactoryRotatesHandlersAndConfigurationChanges_GoesOnWithTheOptionsOfTheClient()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        ReloadSource reload = new();
        string project = "p1";
        await using ServiceProvider provider = AddModelArtsTests.Provider(services =>
        {
            services.AddModelArts("eu", options =>
            {
                AddModelArtsTests.Configure(options, transport);
                options.ProjectId = project;
                options.Credential = new AuthTokenCredential($"token-of-{project}");
            });
            services.AddSingleton<IOptionsChangeTokenSource<ModelArtsClientOptions>>(reload);
            services.AddSingleton<RotatingFactory>();
            services.AddSingleton<IHttpMessageHandlerFactory>(static services => services.GetRequiredService<RotatingFactory>());
        });
        DevEnvironmentsClient client = Environments(provider, "eu");

        await client.GetAsync("a", TestContext.Current.CancellationToken);
        project = "p2";
        reload.Fire();
        await client.GetAsync("a", TestContext.Current.CancellationToken);
        await client.GetAsync("a", TestContext.Current.CancellationToken);

        Assert.Equal(3, provider.GetRequiredService<RotatingFactory>().Made);
        Assert.Equal("p2", provider.GetRequiredService<IOptionsMonitor<ModelArtsClientOptions>>().Get("eu").ProjectId);
        Assert.All(transport.Requests, request => Assert.Equal(("token-of-p1", "/v1/p1/demanager/instances/a"), (request.Headers["X-Auth-Token"], request.Uri.AbsolutePath)));
    }

    [Fact]
    public async Task StartAsync_OneOfTwoIsWrong_NamesTheClientAndWhatIsWrong()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ModelArts:cn:Region"] = "cn-north-4",
            ["ModelArts:eu:ProjectId"] = "p",
            ["ModelArts:eu:TotalTimeout"] = "soon",
        });
        builder.Services.AddModelArts("cn", builder.Configuration.GetSection("ModelArts:cn"));
        builder.Services.AddModelArts("eu", builder.Configuration.GetSection("ModelArts:eu"));
        using IHost host = builder.Build();

        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith("Client 'eu': The ModelArts options have 2 problems:\n  - TotalTimeout: 'soon'", exception.Message, StringComparison.Ordinal);
        Assert.Equal("eu", exception.OptionsName);
    }

    [Fact]
    public async Task FromKeyedServices_InAHostedService_GetsTheClientOfItsRegion()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        Add(builder.Services, "cn", transport, ModelArtsRegion.CnNorth4, "p-cn");
        Add(builder.Services, "eu", transport, ModelArtsRegion.EuDeOtc, "p-eu");
        builder.Services.AddHostedService<Starter>();
        using IHost host = builder.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ModelArtsRegion.EuDeOtc.Endpoint!.Host, Assert.Single(transport.Requests).Uri.Host);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void AddModelArts_BlankName_IsAnArgumentError(string name)
    {
        ServiceCollection services = new();
        Assert.Throws<ArgumentException>(nameof(name), () => services.AddModelArts(name, static _ => { }));
        Assert.Throws<ArgumentException>(nameof(name), () => services.AddModelArts(name, new ConfigurationManager()));
        Assert.Throws<ArgumentNullException>(nameof(name), () => services.AddModelArts(null!, static _ => { }));
        Assert.Throws<ArgumentNullException>("section", () => services.AddModelArts("eu", (IConfiguration)null!));
    }

    private static DevEnvironmentsClient Environments(IServiceProvider provider, string name) => provider.GetRequiredKeyedService<DevEnvironmentsClient>(name);

    private static IHttpClientBuilder Add(IServiceCollection services, string name, HttpMessageHandler transport, ModelArtsRegion region, string project) =>
        services.AddModelArts(name, options =>
        {
            AddModelArtsTests.Configure(options, transport);
            options.Region = region;
            options.ProjectId = project;
        });

    private static Task<ModelArtsApiException> FailAsync(DevEnvironmentsClient client) =>
        Assert.ThrowsAsync<ModelArtsApiException>(() => client.GetAsync("a", TestContext.Current.CancellationToken));

    private sealed class Starter([FromKeyedServices("eu")] DevEnvironmentsClient environments) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => environments.GetAsync("a", cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Marker : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Marker", "eu");
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class ReloadSource : IOptionsChangeTokenSource<ModelArtsClientOptions>
    {
        private ConfigurationReloadToken _token = new();

        public string Name => "eu";

        public Microsoft.Extensions.Primitives.IChangeToken GetChangeToken() => _token;

        public void Fire() => Interlocked.Exchange(ref _token, new ConfigurationReloadToken()).OnReload();
    }

    /// <summary>A factory whose handlers live for one call; the one before is disposed of, as the real factory does in time.</summary>
    private sealed class RotatingFactory(IServiceProvider provider) : IHttpMessageHandlerFactory
    {
        private HttpMessageHandler? _current;

        public int Made { get; private set; }

        public HttpMessageHandler CreateHandler(string name)
        {
            _current?.Dispose();
            Made++;
            return _current = HandlerChain.Build(provider, name);
        }
    }
}
