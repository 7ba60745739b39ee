namespace ModelArts.Sdk.Authentication;

/// <summary>
/// Authenticates each attempt anew. The innermost of our handlers, so that what it signs is what goes on the wire; and the last
/// gate before a secret leaves.
/// </summary>
internal sealed class AuthHandler(ModelArtsCredential credential, CredentialContext context, bool allowInsecureHttp) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!EndpointRules.IsSecure(request.RequestUri, allowInsecureHttp))
        {
            throw new ModelArtsAuthenticationException(
                $"Nothing was sent to {request.RequestUri?.Host}: a credential goes over https only. "
                + "For a simulator on this machine set AllowInsecureHttp and use a loopback address.");
        }

        await credential.AuthenticateAsync(request, context, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
