using ModelArts.Sdk.Authentication.Caching;

namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>The keys of a source that has to be asked for them: read once for all callers, and again where the service refuses them.</summary>
internal sealed class CachedKeys(Func<CredentialContext, Task<Fetched<SourceKeys>>> read, TimeSpan minAge)
{
    private readonly TokenCache<SourceKeys> _cache = new();

    public ValueTask<SourceKeys> GetAsync(CredentialContext context, CancellationToken cancellationToken) =>
        _cache.GetAsync(context.TimeProvider, (read, context), static state => state.read(state.context), cancellationToken);

    public async ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken)
    {
        SourceKeys keys = await GetAsync(context, cancellationToken).ConfigureAwait(false);
        await keys.Credential.AuthenticateAsync(request, context, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads anew; <see langword="false"/> where the source still has what was refused, or was read just now.</summary>
    public async ValueTask<bool> TryRenewAsync(HttpRequestMessage refused, CredentialContext context, CancellationToken cancellationToken)
    {
        (SourceKeys? before, SourceKeys? after) = await _cache.ReplaceAsync(
            context.TimeProvider,
            (read, context),
            minAge,
            keys => keys.HaveSigned(refused),
            static state => state.read(state.context),
            cancellationToken).ConfigureAwait(false);
        return after is not null && (before is null || !after.IsSameAs(before));
    }
}
