namespace ModelArts.Sdk.Authentication;

/// <summary>What a request is authenticated with. Thread-safe; one credential can serve several clients.</summary>
/// <remarks>
/// A type that derives from this keeps its secrets to itself: no public property, nothing in <see cref="object.ToString"/>.
/// </remarks>
public abstract class ModelArtsCredential
{
    /// <summary>
    /// Puts on a request what authenticates it. Called once for each attempt, after everything else has been set; the request
    /// goes over TLS, or to a loopback address where the options allow that.
    /// </summary>
    /// <param name="request">The request, as it is about to be sent.</param>
    /// <param name="context">The client that sends it.</param>
    /// <param name="cancellationToken">Ends the fetching of a token, where one has to be fetched.</param>
    /// <returns>A task that ends when the request can be sent.</returns>
    /// <exception cref="ModelArtsAuthenticationException">The credential cannot be had.</exception>
    public abstract ValueTask AuthenticateAsync(HttpRequestMessage request, CredentialContext context, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets a new secret after the service has refused the present one with HTTP 401. Called at most once for each attempt, by several
    /// threads at once when several calls are refused together; called only where the answer is about the secret, or does not say what it is
    /// about: what it says of the account or of the project, no new secret changes. Default: nothing can be renewed.
    /// </summary>
    /// <param name="refused">
    /// The request that was refused, with what authenticated it: where its secret is no longer the present one, another caller has
    /// renewed it meanwhile, and there is nothing left to do but to answer <see langword="true"/>.
    /// </param>
    /// <param name="context">The client that sent it.</param>
    /// <param name="cancellationToken">Ends the renewal.</param>
    /// <returns>
    /// Whether the request is to be authenticated and sent once more; <see langword="false"/> lets the caller have the refusal.
    /// </returns>
    /// <exception cref="ModelArtsAuthenticationException">The renewal failed; the caller gets this rather than the refusal.</exception>
    protected internal virtual ValueTask<bool> TryRenewAsync(
        HttpRequestMessage refused,
        CredentialContext context,
        CancellationToken cancellationToken = default) => new(false);

    /// <summary>What the source of the credential says of the project and of IAM, where it says anything.</summary>
    /// <exception cref="ModelArtsAuthenticationException">The source holds no credential, or cannot be read.</exception>
    internal virtual ValueTask<SourceSettings> FindSettingsAsync(CredentialContext context, CancellationToken cancellationToken) => default;

    /// <summary>The name of the type, and never a secret.</summary>
    public override string ToString() => GetType().Name;
}
