namespace ModelArts.Sdk;

/// <summary>Keeps a network that follows redirects from carrying a credential to another host: nothing above it could stop that.</summary>
internal static class RedirectRules
{
    /// <summary>What to do about such a network.</summary>
    public const string Advice = "set AllowAutoRedirect to false; a redirect that is followed carries the credential to another host.";

    /// <summary>Whether a network is known to follow redirects. Of handlers that are not .NET's own, only an answer shows it.</summary>
    public static bool AreFollowedBy(HttpMessageHandler? network)
    {
        while (network is DelegatingHandler outer)
        {
            network = outer.InnerHandler;
        }

        return network is HttpClientHandler { AllowAutoRedirect: true } or SocketsHttpHandler { AllowAutoRedirect: true };
    }

    /// <summary>Refuses an answer that came from elsewhere than where the request was sent to.</summary>
    /// <param name="response">The answer, which names its request. Disposed of where it is refused.</param>
    /// <param name="sentTo">Where the request was sent: a handler that follows a redirect changes it in the request itself.</param>
    /// <exception cref="ModelArtsAuthenticationException">A handler has followed a redirect to another host, port or scheme.</exception>
    public static void ThrowIfFollowed(HttpResponseMessage response, Uri sentTo)
    {
        if (response.RequestMessage is not { RequestUri: { IsAbsoluteUri: true } answered } request
            || ReferenceEquals(answered, sentTo)
            || Uri.Compare(answered, sentTo, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0)
        {
            return;
        }

        // Whatever sends the request again must not begin at the other host.
        request.RequestUri = sentTo;
        response.Dispose();
        throw new ModelArtsAuthenticationException(
            $"A handler followed a redirect from {sentTo.Host} to {answered.Host}, and the credential may have gone there. "
            + $"Make the handler not do that ({Advice}), and change the credential if {answered.Host} is not to be trusted.");
    }
}
