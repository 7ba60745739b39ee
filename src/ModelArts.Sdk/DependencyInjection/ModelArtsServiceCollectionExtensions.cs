using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using ModelArts.Sdk;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DependencyInjection;
using ModelArts.Sdk.DevEnvironments;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds ModelArts to an application.</summary>
/// <remarks>
/// The options are read once, when the host starts or when the client is first asked for, and checked then: a wrong one stops the
/// start with an <see cref="OptionsValidationException"/> that lists all that is wrong. A later change of the configuration changes no
/// client. Handlers that are added to the <see cref="IHttpClientBuilder"/> see each attempt before it is authenticated.
/// </remarks>
public static class ModelArtsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ModelArtsClient"/> and <see cref="DevEnvironmentsClient"/> as singletons, set up in code. The options are
    /// checked when the host starts, or when the client is first asked for.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">
    /// Sets the options. A <see cref="ModelArtsCredential"/>, a <see cref="TimeProvider"/> and the loggers among the services are used
    /// where the options name none; without a credential it is a <see cref="DefaultModelArtsCredential"/>.
    /// </param>
    /// <returns>
    /// The builder of the client's <see cref="HttpClient"/>: handlers that are added to it see each attempt before it is
    /// authenticated.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddModelArts(this IServiceCollection services, Action<ModelArtsClientOptions> configure) =>
        Add(services, Options.Options.DefaultName, configure);

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

    /// <summary>
    /// Adds one of several clients, for a region or an account of its own, set up in code: <see cref="ModelArtsClient"/> and
    /// <see cref="DevEnvironmentsClient"/> as singletons under a key, for <see cref="FromKeyedServicesAttribute"/>. Each has its own
    /// options, credential, connections and budget of retries.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">The key of the two clients, and the name of their options.</param>
    /// <param name="configure">
    /// Sets the options. Where they name no credential, it is the <see cref="ModelArtsCredential"/> with the same key among the
    /// services, or else the one without a key, or else a <see cref="DefaultModelArtsCredential"/>; a <see cref="TimeProvider"/> and
    /// the loggers are those of the services.
    /// </param>
    /// <returns>
    /// The builder of the client's <see cref="HttpClient"/>, which is named <c>ModelArts:</c> and the name: handlers that are added to it
    /// see each attempt before it is authenticated.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    public static IHttpClientBuilder AddModelArts(this IServiceCollection services, string name, Action<ModelArtsClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name, configure);
    }

    /// <summary>
    /// Adds one of several clients, for a region or an account of its own, set up by configuration: <see cref="ModelArtsClient"/> and
    /// <see cref="DevEnvironmentsClient"/> as singletons under a key, for <see cref="FromKeyedServicesAttribute"/>. Each has its own
    /// options, credential, connections and budget of retries.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">The key of the two clients, and the name of their options.</param>
    /// <param name="section">The section that holds the options of this client, as for the client without a name.</param>
    /// <returns>
    /// The builder of the client's <see cref="HttpClient"/>, which is named <c>ModelArts:</c> and the name: handlers that are added to it
    /// see each attempt before it is authenticated.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank.</exception>
    public static IHttpClientBuilder AddModelArts(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddModelArts(name, options => ConfigurationReader.Read(section, options));
    }

    private static IHttpClientBuilder Add(IServiceCollection services, string name, Action<ModelArtsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return new ClientRegistration(name).AddTo(services, configure);
    }
}
