using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using ModelArts.Sdk;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DependencyInjection;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds ModelArts to an application.</summary>
public static class ModelArtsServiceCollectionExtensions
{
    /// <summary>The name of the <see cref="HttpClient"/> that the client's requests go through.</summary>
    private const string HttpClientName = "ModelArts";

    /// <summary>
    /// Adds <see cref="ModelArtsClient"/> and <see cref="DevEnvironmentsClient"/> as singletons, set up in code. The options are
    /// checked when the host starts, or when the client is first asked for.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">
    /// Sets the options. A <see cref="ModelArtsCredential"/> and a <see cref="TimeProvider"/> among the services are used where the
    /// options name none; without one it is a <see cref="DefaultModelArtsCredential"/>.
    /// </param>
    /// <returns>
    /// The builder of the client's <see cref="HttpClient"/>: handlers that are added to it see each attempt before it is
    /// authenticated.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddModelArts(this IServiceCollection services, Action<ModelArtsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ModelArtsClientOptions>().Configure(configure);
        return AddClient(services);
    }

    /// <summary>
    /// Adds <see cref="ModelArtsClient"/> and <see cref="DevEnvironmentsClient"/> as singletons, set up by configuration:
    /// <c>Region</c> or <c>Endpoint</c>, <c>IamEndpoint</c>, <c>ProjectId</c>, <c>AccessKey</c> with <c>SecretKey</c> (and
    /// <c>SecurityToken</c>) or <c>AuthToken</c>, <c>SigningScheme</c>, <c>AttemptTimeout</c>, <c>TotalTimeout</c>,
    /// <c>ValidateRequests</c>, <c>MaxResponseBytes</c>, <c>AllowInsecureHttp</c>, and in a section <c>Retry</c> what
    /// <see cref="ModelArtsRetryOptions"/> has. The options are checked when the host starts, or when
    /// the client is first asked for.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">The section that holds the options; spans of time are written as <c>00:01:30</c>.</param>
    /// <returns>
    /// The builder of the client's <see cref="HttpClient"/>: handlers that are added to it see each attempt before it is
    /// authenticated.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddModelArts(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddModelArts(options => ConfigurationReader.Read(section, options));
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services)
    {
        services.AddOptions<ModelArtsClientOptions>()
            .PostConfigure<IServiceProvider>(static (options, provider) =>
            {
                options.Credential ??= provider.GetService<ModelArtsCredential>() ?? new DefaultModelArtsCredential();
                if (options.TimeProvider == TimeProvider.System)
                {
                    options.TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System;
                }
            })
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelArtsClientOptions>, OptionsValidator>());
        services.TryAddSingleton(static provider => new ModelArtsClient(new ClientChain(
            Options(provider).Copy(),
            Shared(provider).Credentials,
            Shared(provider).Budget,
            new FactoryHandler(provider.GetRequiredService<IHttpMessageHandlerFactory>(), HttpClientName))));
        services.TryAddSingleton(static provider => provider.GetRequiredService<ModelArtsClient>().DevEnvironments);

        // A second call changes the options, and adds no second set of handlers.
        if (services.Any(static service => service.ServiceType == typeof(SharedContext)))
        {
            return services.AddHttpClient(HttpClientName);
        }

        services.AddSingleton(static provider => new SharedContext(
            new CredentialContext(
                Options(provider),
                new FactoryNetwork(provider.GetRequiredService<IHttpMessageHandlerFactory>(), HttpClientName)),
            new RetryBudget(Options(provider).Retry)));
        IHttpClientBuilder builder = services.AddHttpClient(HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(static provider => ClientPipeline.CreateTransport(Options(provider)))
            .RedactLoggedHeaders(static name => !SecretRedactor.IsPublicHeader(name))
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, provider) =>
            {
                foreach (DelegatingHandler handler in ClientPipeline.CreateOuterHandlers(Options(provider), Shared(provider).Budget, areOutermost: false))
                {
                    handlers.Add(handler);
                }
            });

        // After every handler that the application adds: what authenticates an attempt sees it as it goes on the wire.
        services.AddOptions<HttpClientFactoryOptions>(HttpClientName).PostConfigure<IServiceProvider>(static (factory, provider) =>
            factory.HttpMessageHandlerBuilderActions.Add(chain =>
            {
                // The application may have put a handler of its own in the place of ours.
                if (RedirectRules.AreFollowedBy(chain.PrimaryHandler))
                {
                    throw new InvalidOperationException($"The primary handler of the HttpClient '{HttpClientName}': {RedirectRules.Advice}");
                }

                foreach (DelegatingHandler handler in ClientPipeline.CreateInnerHandlers(Options(provider), Shared(provider).Credentials))
                {
                    chain.AdditionalHandlers.Add(handler);
                }
            }));
        return builder;
    }

    private static ModelArtsClientOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ModelArtsClientOptions>>().Value;

    private static SharedContext Shared(IServiceProvider provider) => provider.GetRequiredService<SharedContext>();

    /// <summary>
    /// One for all the chains that the factory builds in turn: what was learned of the service's clock and of the project outlives
    /// a chain, and so does the budget of retries.
    /// </summary>
    private sealed record SharedContext(CredentialContext Credentials, RetryBudget Budget);

    private sealed class OptionsValidator : IValidateOptions<ModelArtsClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, ModelArtsClientOptions options) =>
            ModelArtsClientOptionsRules.Check(options) is { Count: > 0 } problems
                ? ValidateOptionsResult.Fail(ModelArtsClientOptionsRules.Describe(problems))
                : ValidateOptionsResult.Success;
    }
}
