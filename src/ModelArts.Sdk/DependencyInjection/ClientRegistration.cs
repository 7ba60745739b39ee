using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.DependencyInjection;

/// <summary>
/// One client among the services of an application, with its options, its <see cref="HttpClient"/> and what outlives the handlers of
/// that. The one without a name is <see cref="Options.DefaultName"/>; all others are keyed by theirs.
/// </summary>
internal sealed class ClientRegistration(string name)
{
    private readonly bool _isKeyed = name != Options.DefaultName;
    private readonly string _httpClient = name == Options.DefaultName ? "ModelArts" : $"ModelArts:{name}";

    private object? Key => _isKeyed ? name : null;

    public IHttpClientBuilder AddTo(IServiceCollection services, Action<ModelArtsClientOptions> configure)
    {
        services.AddOptions<ModelArtsClientOptions>(name)
            .Configure(configure)
            .PostConfigure<IServiceProvider>(TakeFromServices)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelArtsClientOptions>, OptionsValidator>());

        // A second call changes the options, and adds no second set of handlers.
        IHttpClientBuilder builder = services.AddHttpClient(_httpClient);
        if (services.Any(service => service.ServiceType == typeof(SharedContext) && Equals(service.ServiceKey, Key)))
        {
            return builder;
        }

        AddSingleton(services, MakeShared);
        AddSingleton(services, MakeClient);
        AddSingleton(services, provider => Get<ModelArtsClient>(provider).DevEnvironments);
        builder.ConfigurePrimaryHttpMessageHandler(provider => ClientPipeline.CreateTransport(Get<SharedContext>(provider).Options))
            .RedactLoggedHeaders(static header => !SecretRedactor.IsPublicHeader(header))
            .ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
            {
                foreach (DelegatingHandler handler in ClientPipeline.CreateOuterHandlers(Get<SharedContext>(provider).Options, Get<SharedContext>(provider).Budget))
                {
                    handlers.Add(handler);
                }
            });

        // After every handler that the application adds: what authenticates an attempt sees it as it goes on the wire.
        services.AddOptions<HttpClientFactoryOptions>(_httpClient).PostConfigure<IServiceProvider>((factory, provider) =>
            factory.HttpMessageHandlerBuilderActions.Add(chain => AddInnerHandlers(chain, provider)));
        return builder;
    }

    private void TakeFromServices(ModelArtsClientOptions options, IServiceProvider provider)
    {
        options.Credential ??= (_isKeyed ? provider.GetKeyedService<ModelArtsCredential>(name) : null)
            ?? provider.GetService<ModelArtsCredential>()
            ?? new DefaultModelArtsCredential();
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        if (options.TimeProvider == TimeProvider.System)
        {
            options.TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System;
        }
    }

    private SharedContext MakeShared(IServiceProvider provider)
    {
        // Taken once: a configuration that is read anew must not give the next handlers other options than those of the client.
        ModelArtsClientOptions options = provider.GetRequiredService<IOptionsMonitor<ModelArtsClientOptions>>().Get(name).Copy();
        return new SharedContext(
            options,
            new CredentialContext(options, new FactoryNetwork(provider.GetRequiredService<IHttpMessageHandlerFactory>(), _httpClient)),
            new RetryBudget(options.Retry));
    }

    private ModelArtsClient MakeClient(IServiceProvider provider)
    {
        SharedContext shared = Get<SharedContext>(provider);
        return new ModelArtsClient(new ClientChain(
            shared.Options,
            shared.Credentials,
            shared.Budget,
            new FactoryHandler(provider.GetRequiredService<IHttpMessageHandlerFactory>(), _httpClient)));
    }

    private void AddInnerHandlers(HttpMessageHandlerBuilder chain, IServiceProvider provider)
    {
        // The application may have put a handler of its own in the place of ours.
        if (RedirectRules.AreFollowedBy(chain.PrimaryHandler))
        {
            throw new InvalidOperationException($"The primary handler of the HttpClient '{_httpClient}': {RedirectRules.Advice}");
        }

        SharedContext shared = Get<SharedContext>(provider);
        foreach (DelegatingHandler handler in ClientPipeline.CreateInnerHandlers(shared.Options, shared.Credentials))
        {
            chain.AdditionalHandlers.Add(handler);
        }
    }

    // A double that a test has put in the place of one of them counts.
    private void AddSingleton<T>(IServiceCollection services, Func<IServiceProvider, T> make)
        where T : class
    {
        if (_isKeyed)
        {
            services.TryAddKeyedSingleton(name, (provider, _) => make(provider));
        }
        else
        {
            services.TryAddSingleton(make);
        }
    }

    private T Get<T>(IServiceProvider provider)
        where T : class => _isKeyed ? provider.GetRequiredKeyedService<T>(name) : provider.GetRequiredService<T>();

    /// <summary>
    /// One for all the chains that the factory builds in turn: the options are those of the client, what was learned of the service's
    /// clock and of the project outlives a chain, and so does the budget of retries.
    /// </summary>
    private sealed record SharedContext(ModelArtsClientOptions Options, CredentialContext Credentials, RetryBudget Budget);

    private sealed class OptionsValidator : IValidateOptions<ModelArtsClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, ModelArtsClientOptions options) =>
            ModelArtsClientOptionsRules.Check(options) is { Count: > 0 } problems
                ? ValidateOptionsResult.Fail(Describe(name, problems))
                : ValidateOptionsResult.Success;

        // Of several clients, whose they are.
        private static string Describe(string? name, IReadOnlyList<string> problems)
        {
            string text = ModelArtsClientOptionsRules.Describe(problems);
            return string.IsNullOrEmpty(name) ? text : $"Client '{name}': {text}";
        }
    }
}
