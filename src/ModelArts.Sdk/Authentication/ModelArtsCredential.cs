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

    /// <summary>The name of the type, and never a secret.</summary>
    public override string ToString() => GetType().Name;
}
