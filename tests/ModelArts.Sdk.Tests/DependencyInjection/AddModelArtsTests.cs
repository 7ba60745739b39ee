using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DependencyInjection;

public sealed class AddModelArtsTests
{
    [Fact]
    public async Task AddModelArts_Delegate_GivesOneClientThatWorks()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = Provider(services => services.AddModelArts(options => Configure(options, transport)));

        DevEnvironmentInstance instance = await provider.GetRequiredService<ModelArtsClient>().DevEnvironments.GetAsync(
            Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(InstanceStatus.Running, instance.Status);
        Assert.Equal(TestClient.Token, Assert.Single(transport.Requests).Headers["X-Auth-Token"]);
        Assert.Same(provider.GetRequiredService<ModelArtsClient>(), provider.GetRequiredService<ModelArtsClient>());
        Assert.Same(provider.GetRequiredService<ModelArtsClient>().DevEnvironments, provider.GetRequiredService<DevEnvironmentsClient>());
    }

    [Fact]
    public async Task AddModelArts_CredentialAmongTheServices_IsUsed()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = Provider(services =>
        {
            services.AddSingleton<ModelArtsCredential>(new AuthTokenCredential("from-services"));
            services.AddModelArts(options =>
            {
                Configure(options, transport);
                options.Credential = null;
            });
        });

        await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal("from-services", Assert.Single(transport.Requests).Headers["X-Auth-Token"]);
    }

    [Fact]
    public async Task AddModelArts_CredentialOfTheOptions_CountsBeforeThatOfTheServices()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = Provider(services => services
            .AddSingleton<ModelArtsCredential>(new AuthTokenCredential("from-services"))
            .AddModelArts(options => Configure(options, transport)));

        await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(TestClient.Token, Assert.Single(transport.Requests).Headers["X-Auth-Token"]);
    }

    [Fact]
    public async Task AddModelArts_ClockAmongTheServices_IsTheClientsClock()
    {
        FakeTimeProvider clock = new();
        await using ServiceProvider provider = Provider(services => services
            .AddSingleton<TimeProvider>(clock)
            .AddModelArts(options => Configure(options, new RecordingTransport((_, cancellationToken) => Never.AnswerAsync(cancellationToken)))));
        Task<DevEnvironmentInstance> call = provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(
            Answer.InstanceId, TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromSeconds(60));

        await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => call);
    }

    [Fact]
    public async Task AddModelArts_Twice_ChangesTheOptionsAndAddsNoHandlers()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using ServiceProvider provider = Provider(services =>
        {
            services.AddModelArts(options => Configure(options, transport));
            services.AddModelArts(options => options.ProjectId = "p2");
        });

        await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Contains("/v1/p2/", Assert.Single(transport.Requests).Uri.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(["ResilienceHandler", "SendPermitHandler", "AuthHandler"], HandlerChain.Ours(provider));
    }

    [Fact]
    public async Task AddModelArts_ProviderDisposed_LeavesTheTransportOfTheCallerAlone()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        await using (ServiceProvider provider = Provider(services => services.AddModelArts(options => Configure(options, transport))))
        {
            await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);
        }

        using ModelArtsClient client = new(TestClient.Options(transport));
        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);
        Assert.Equal(2, transport.Requests.Count);
    }

    [Fact]
    public void AddModelArts_NullArguments_AreArgumentErrors()
    {
        ServiceCollection services = new();
        Assert.Throws<ArgumentNullException>("services", () => ModelArtsServiceCollectionExtensions.AddModelArts(null!, static _ => { }));
        Assert.Throws<ArgumentNullException>("configure", () => services.AddModelArts((Action<ModelArtsClientOptions>)null!));
        Assert.Throws<ArgumentNullException>("section", () => services.AddModelArts((Microsoft.Extensions.Configuration.IConfiguration)null!));
    }

    internal static void Configure(ModelArtsClientOptions options, HttpMessageHandler transport)
    {
        options.Region = ModelArtsRegion.CnNorth4;
        options.ProjectId = "p1";
        options.Retry.MaxAttempts = 1;
        options.Credential = new AuthTokenCredential(TestClient.Token);
        options.Transport = transport;
    }

    internal static ServiceProvider Provider(Action<IServiceCollection> add)
    {
        ServiceCollection services = new();
        add(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }
}
