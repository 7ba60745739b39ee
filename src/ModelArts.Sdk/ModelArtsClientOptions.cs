using Microsoft.Extensions.Logging;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk;

/// <summary>How a <see cref="ModelArtsClient"/> reaches the service. The client takes a copy: later changes do nothing.</summary>
public sealed class ModelArtsClientOptions
{
    private ClientTelemetry? _telemetry;

    /// <summary>
    /// The region. Default: none; either this or <see cref="Endpoint"/> is required, and this where <see cref="ProjectId"/> is not given.
    /// </summary>
    public ModelArtsRegion? Region { get; set; }

    /// <summary>Where ModelArts is reached; counts before that of <see cref="Region"/>. Default: none.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// Where IAM is reached, which gives tokens and knows projects; counts before that of <see cref="Region"/>. Default: none. Https
    /// only, as for <see cref="Endpoint"/>.
    /// </summary>
    public Uri? IamEndpoint { get; set; }

    /// <summary>
    /// The id of the project (Table 1, <c>project_id</c>). Default: none; before its first call the client then takes the project that
    /// the source of the credential names, or else asks IAM for the one that has the name of the region.
    /// </summary>
    public string? ProjectId { get; set; }

    /// <summary>
    /// What requests are authenticated with. Default: <see langword="null"/>, for a <see cref="DefaultModelArtsCredential"/>: the
    /// environment, the credentials file, or the server that the program runs on.
    /// </summary>
    public ModelArtsCredential? Credential { get; set; }

    /// <summary>
    /// How requests are signed with an access key; means nothing to other credentials. Default: <see langword="null"/>, which follows
    /// the region: <see cref="Authentication.SigningScheme.CredentialScope"/> for Open Telekom Cloud, and
    /// <see cref="Authentication.SigningScheme.Access"/> for all others.
    /// </summary>
    public SigningScheme? SigningScheme { get; set; }

    /// <summary>When and how often a request is sent again. Default: up to 4 attempts, where that is safe.</summary>
    public ModelArtsRetryOptions Retry { get; set; } = new();

    /// <summary>
    /// How long one attempt may take, from the first byte sent to the last byte of the body. Default: 60 seconds. From 10
    /// milliseconds to 24 hours. An answer of IAM may take half of it, and so may a
    /// connection, of at most 15 seconds.
    /// </summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a call may take with all its attempts and pauses; looking up the project, before the first call, may take as long
    /// again. Default: 3 minutes. From 10 milliseconds to 24 hours.
    /// </summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Whether requests are checked against the rules of the API before they are sent. Default: <see langword="true"/>; off for a
    /// service that has moved on.
    /// </summary>
    public bool ValidateRequests { get; set; } = true;

    /// <summary>How large the body of an answer may be after decompression, in bytes. Default: 8 MiB. From 1 KiB to 1 GiB.</summary>
    public long MaxResponseBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// Whether plain http to a loopback address is allowed, for a simulator on this machine. Default: <see langword="false"/>.
    /// Plain http to any other address is refused whatever stands here.
    /// </summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>Every clock and every delay of the client. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// What makes the logger of the client, whose category is <see cref="ModelArtsTelemetry.LogCategory"/>. Default:
    /// <see langword="null"/>, nothing is logged; with <c>AddModelArts</c> that of the application.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>
    /// Numbers from 0 to below 1 that scatter the client's delays, so that many clients do not ask at the same time; called by
    /// several threads at once. Default: <see cref="Random.Shared"/>. Set it to make a test repeatable.
    /// </summary>
    public Func<double> Jitter { get; set; } = Random.Shared.NextDouble;

    /// <summary>
    /// The innermost handler, for tests and proxies; the caller disposes of it. It must not follow redirects, which would carry the
    /// credential elsewhere. Default: <see langword="null"/>, a <see cref="SocketsHttpHandler"/> of the client's own.
    /// </summary>
    public HttpMessageHandler? Transport { get; set; }

    /// <summary>What could not be read from configuration; reported together with what is wrong with the rest.</summary>
    internal List<string> ConfigurationProblems { get; } = [];

    /// <summary>Tells what a client with these options does; made when a client first needs it, and not asked for before.</summary>
    internal ClientTelemetry Telemetry => _telemetry ??= new ClientTelemetry(this);

    internal Uri? EffectiveEndpoint => Endpoint ?? Region?.Endpoint;

    internal Uri? EffectiveIamEndpoint => IamEndpoint ?? Region?.IamEndpoint;

    // Open Telekom Cloud documents only the second scheme, and its own client sends nothing else; whether its gateway takes the
    // first as well is not known. An Endpoint beside a Region is a proxy or a simulator of that region, so the region decides.
    internal SigningScheme EffectiveSigningScheme => SigningScheme
        ?? ((Region?.Endpoint ?? Endpoint) is { IsAbsoluteUri: true } endpoint
            && endpoint.IdnHost.EndsWith(".otc.t-systems.com", StringComparison.OrdinalIgnoreCase)
                ? Authentication.SigningScheme.CredentialScope
                : Authentication.SigningScheme.Access);

    internal ModelArtsClientOptions Copy()
    {
        ModelArtsClientOptions copy = (ModelArtsClientOptions)MemberwiseClone();
        copy.Retry = Retry.Copy();
        copy._telemetry = null;
        return copy;
    }
}
