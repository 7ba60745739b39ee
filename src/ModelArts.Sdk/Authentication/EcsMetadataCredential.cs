using System.Diagnostics;
using ModelArts.Sdk.Authentication.Caching;
using ModelArts.Sdk.Authentication.Sources;

namespace ModelArts.Sdk.Authentication;

/// <summary>
/// The temporary key of the elastic cloud server (ECS) that the program runs on: of the agency that the server was given. The key is
/// kept until shortly before it ends (usually after an hour), renewed in the background, and asked for anew where the service
/// refuses it.
/// </summary>
/// <remarks>
/// The key comes from the server's metadata service at <c>169.254.169.254</c>, an address that no packet leaves the server for; it is
/// asked over http, never by way of a proxy, and nothing secret is sent to it. Elsewhere it takes up to 3 seconds to find out that
/// nobody answers.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class EcsMetadataCredential : ModelArtsCredential
{
    // Link-local, hence never by way of a proxy nor of the client's Transport, which would see the key, and might answer from another
    // machine. Shared and not disposed of: it holds a connection for a minute at most, and only on a server of the cloud.
    private static readonly Lazy<HttpMessageHandler> Network = new(static () => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseDrainSize = 0,
    });

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly CachedKeys _keys;

    /// <summary>Makes a credential. Nothing is sent yet.</summary>
    public EcsMetadataCredential()
        : this(new Uri("http://169.254.169.254"), network: null)
    {
    }

    /// <summary>For tests, which put a network in the place of the server's.</summary>
    internal EcsMetadataCredential(Uri metadataAddress, HttpMessageHandler? network) =>
        _keys = new CachedKeys(
            context => new EcsMetadata(metadataAddress, network ?? Network.Value, context.Transport, context.TimeProvider).ReadAsync(),
            TokenCache<SourceKeys>.MinAgeToReplace);

    /// <inheritdoc/>
    /// <exception cref="ModelArtsAuthenticationException">This is no such server, or it has no agency, or its metadata service fails.</exception>
    public override ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        return _keys.AuthenticateAsync(request, context, cancellationToken);
    }

    /// <inheritdoc/>
    protected internal override ValueTask<bool> TryRenewAsync(HttpRequestMessage refused, CredentialContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(context);
        return _keys.TryRenewAsync(refused, context, cancellationToken);
    }

    // The service says nothing of a project, but whether this is a server with a key has to be found out first.
    internal override async ValueTask<SourceSettings> FindSettingsAsync(CredentialContext context, CancellationToken cancellationToken) =>
        (await _keys.GetAsync(context, cancellationToken).ConfigureAwait(false)).Settings;
}
