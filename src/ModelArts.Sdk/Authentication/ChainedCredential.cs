namespace ModelArts.Sdk.Authentication;

/// <summary>
/// Several sources of a credential, of which the first that holds one is used, and from then on no other: what a program may do does
/// not change while it runs.
/// </summary>
/// <remarks>
/// The next source is tried only where one holds no credential (<see cref="ModelArtsAuthenticationException.IsUnavailable"/>). A
/// source that is wrong, such as a file with a mistake in it, ends the search: passing over it would quietly use another identity
/// than the one that was meant.
/// </remarks>
/// <example>
/// <code>
/// ChainedCredential credential = new(new EnvironmentCredential(), new EcsMetadataCredential());
/// </code>
/// </example>
public sealed class ChainedCredential : ModelArtsCredential
{
    private const string Default = "Give the client's options a Credential, or let one of these sources hold one.";

    private readonly ModelArtsCredential[] _sources;
    private readonly string _advice;
    private volatile ModelArtsCredential? _selected;

    /// <summary>Makes a chain.</summary>
    /// <param name="credentials">The sources, in the order in which they are tried.</param>
    /// <exception cref="ArgumentNullException"><paramref name="credentials"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="credentials"/> is empty, or holds a <see langword="null"/>.</exception>
    public ChainedCredential(params ModelArtsCredential[] credentials)
        : this(credentials, Default)
    {
    }

    internal ChainedCredential(ModelArtsCredential[] credentials, string advice)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        if (credentials.Length == 0 || Array.IndexOf(credentials, null) >= 0)
        {
            throw new ArgumentException("A chain needs at least one credential, and none that is null.", nameof(credentials));
        }

        _sources = [.. credentials];
        _advice = advice;
    }

    /// <inheritdoc/>
    /// <exception cref="ModelArtsAuthenticationException">
    /// No source holds a credential, and the message says of each why; or the first that holds one is wrong.
    /// </exception>
    public override async ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        if (_selected is { } selected)
        {
            await selected.AuthenticateAsync(request, context, cancellationToken).ConfigureAwait(false);
            return;
        }

        ModelArtsCredential found = await FirstAsync(
            async source =>
            {
                await source.AuthenticateAsync(request, context, cancellationToken).ConfigureAwait(false);
                return source;
            }).ConfigureAwait(false);
        Interlocked.CompareExchange(ref _selected, found, null);
    }

    /// <inheritdoc/>
    protected internal override ValueTask<bool> TryRenewAsync(HttpRequestMessage refused, CredentialContext context, CancellationToken cancellationToken = default) =>
        _selected is { } selected ? selected.TryRenewAsync(refused, context, cancellationToken) : new(false);

    internal override ValueTask<SourceSettings> FindSettingsAsync(CredentialContext context, CancellationToken cancellationToken) =>
        _selected is { } selected
            ? selected.FindSettingsAsync(context, cancellationToken)
            : FirstAsync(source => FindSettingsAsync(source, context, cancellationToken));

    private static async ValueTask<SourceSettings> FindSettingsAsync(ModelArtsCredential source, CredentialContext context, CancellationToken cancellationToken)
    {
        SourceSettings settings = await source.FindSettingsAsync(context, cancellationToken).ConfigureAwait(false);
        if (settings == default)
        {
            // A source that says nothing may hold nothing. Only its credential tells, which is put on a request that is never sent.
            using HttpRequestMessage probe = new(HttpMethod.Get, "https://modelarts.invalid/");
            await source.AuthenticateAsync(probe, context, cancellationToken).ConfigureAwait(false);
        }

        return settings;
    }

    private async ValueTask<T> FirstAsync<T>(Func<ModelArtsCredential, ValueTask<T>> ask)
    {
        List<ModelArtsAuthenticationException> failures = [];
        foreach (ModelArtsCredential source in _sources)
        {
            try
            {
                return await ask(source).ConfigureAwait(false);
            }
            catch (ModelArtsAuthenticationException exception) when (exception.IsUnavailable)
            {
                failures.Add(exception);
            }
        }

        IEnumerable<string> reasons = _sources.Zip(failures, static (source, failure) => $"\n  - {source}: {failure.Message}");
        throw new ModelArtsAuthenticationException($"No credential was found.{string.Concat(reasons)}\n{_advice}", new AggregateException(failures))
        {
            IsUnavailable = true,
        };
    }
}
