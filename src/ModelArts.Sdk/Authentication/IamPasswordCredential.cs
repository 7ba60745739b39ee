using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using ModelArts.Sdk.Authentication.Caching;
using ModelArts.Sdk.Authentication.Iam;

namespace ModelArts.Sdk.Authentication;

/// <summary>
/// User and password of an IAM user, for which IAM gives a token. The token is kept until shortly before it ends (24 hours), renewed
/// in the background, and renewed once where the service refuses it. Many calls share one token request.
/// </summary>
/// <remarks>
/// The client needs a <see cref="ModelArtsClientOptions.Region"/> or an <see cref="ModelArtsClientOptions.IamEndpoint"/>. A HUAWEI ID
/// cannot get a token, nor can a user with a second factor.
/// </remarks>
/// <example>
/// <code>
/// IamPasswordCredential credential = new(user: "alice", password, domain: "my-account");
/// </code>
/// </example>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class IamPasswordCredential : ModelArtsCredential
{
    private const string Header = "X-Auth-Token";
    private const int ProjectIdLength = 32;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _user;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _password;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _domain;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string? _project;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly ConcurrentDictionary<Scope, TokenCache<IamToken>> _caches = new();

    // What is in _caches, found by the client that asks: for each attempt, without comparing addresses.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly ConditionalWeakTable<CredentialContext, Target> _targets = [];

    /// <summary>Makes a credential. Nothing is sent yet.</summary>
    /// <param name="user">The name of the IAM user.</param>
    /// <param name="password">The user's password.</param>
    /// <param name="domain">The name of the account that the user belongs to.</param>
    /// <param name="project">
    /// The project that the token is for: its name, such as <c>cn-north-4</c>, or its id (32 hexadecimal digits, which no name is).
    /// <see langword="null"/> for the client's own: its <see cref="ModelArtsClientOptions.ProjectId"/>, or else the project that has
    /// the name of its region.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="user"/>, <paramref name="password"/> or <paramref name="domain"/> is <see langword="null"/> or blank, or
    /// <paramref name="project"/> is blank. The message does not repeat them.
    /// </exception>
    public IamPasswordCredential(string user, string password, string domain, string? project = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(password);
        ArgumentException.ThrowIfNullOrWhiteSpace(domain);
        if (project is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(project);
        }

        _user = user;
        _password = password;
        _domain = domain;
        _project = project;
    }

    /// <inheritdoc/>
    /// <exception cref="ModelArtsAuthenticationException">IAM gave no token; the inner exception is the cause.</exception>
    public override async ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        IamToken token = await GetTokenAsync(context, cancellationToken).ConfigureAwait(false);
        request.Headers.Remove(Header);
        request.Headers.TryAddWithoutValidation(Header, token.Value);
    }

    /// <inheritdoc/>
    protected internal override async ValueTask<bool> TryRenewAsync(
        HttpRequestMessage refused,
        CredentialContext context,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(context);
        string? sent = refused.Headers.TryGetValues(Header, out IEnumerable<string>? values) ? string.Concat(values) : null;
        Target target = TargetOf(context);
        (_, IamToken? next) = await target.Cache.ReplaceAsync(
            context.TimeProvider,
            (credential: this, target.Scope, context),
            TokenCache<IamToken>.MinAgeToReplace,
            token => token.Value == sent,
            static state => state.credential.FetchAsync(state.Scope, state.context),
            cancellationToken).ConfigureAwait(false);
        return next is not null;
    }

    /// <summary>IAM says with the token which project it is for: the only one that it can be used with.</summary>
    internal override async ValueTask<SourceSettings> FindSettingsAsync(CredentialContext context, CancellationToken cancellationToken) =>
        new((await GetTokenAsync(context, cancellationToken).ConfigureAwait(false)).ProjectId, IamEndpoint: null);

    private ValueTask<IamToken> GetTokenAsync(CredentialContext context, CancellationToken cancellationToken)
    {
        Target target = TargetOf(context);
        return target.Cache.GetAsync(
            context.TimeProvider,
            (credential: this, target.Scope, context),
            static state => state.credential.FetchAsync(state.Scope, state.context),
            cancellationToken);
    }

    private Target TargetOf(CredentialContext context) =>
        _targets.TryGetValue(context, out Target? target) ? target : _targets.GetValue(context, FindTarget);

    private Target FindTarget(CredentialContext context)
    {
        Scope scope = ScopeOf(context);
        return new Target(scope, _caches.GetOrAdd(scope, static _ => new TokenCache<IamToken>()));
    }

    private Task<Fetched<IamToken>> FetchAsync(Scope scope, CredentialContext context) =>
        new IamClient(context.Transport, scope.IamEndpoint, context.TimeProvider).GetTokenAsync(
            IamTokenRequest.ForPassword(_user, _password, _domain, new IamScope(scope.Project)), _password);

    private Scope ScopeOf(CredentialContext context)
    {
        if (context.IamEndpoint is not { } endpoint)
        {
            throw new ModelArtsAuthenticationException("A token cannot be had: it is not known where IAM is. Set Region or IamEndpoint.");
        }

        IamProjectReference project = _project is not null ? Reference(_project)
            : context.ConfiguredProjectId is { } id ? new IamProjectReference(Name: null, id)
            : context.Region is { } region ? new IamProjectReference(region.Id, Id: null)
            : throw new ModelArtsAuthenticationException("A token cannot be had: it is not known for which project. Set ProjectId or Region.");
        return new Scope(endpoint, project);
    }

    // The name of a project begins with the id of its region: 32 hexadecimal digits can only be an id.
    private static IamProjectReference Reference(string project) => project.Length == ProjectIdLength && project.All(char.IsAsciiHexDigit)
        ? new IamProjectReference(Name: null, project)
        : new IamProjectReference(project, Id: null);

    /// <summary>What a token is good for: a credential that serves clients of several regions has one for each.</summary>
    private sealed record Scope(Uri IamEndpoint, IamProjectReference Project);

    private sealed class Target(Scope scope, TokenCache<IamToken> cache)
    {
        public Scope Scope { get; } = scope;

        public TokenCache<IamToken> Cache { get; } = cache;
    }
}
