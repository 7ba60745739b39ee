namespace ModelArts.Sdk.Authentication.Sources;

/// <summary>An address of IAM that a variable or a file names.</summary>
internal static class SourceEndpoint
{
    /// <summary>Reads the address; https only, since what is not set in code is not to allow anything else.</summary>
    /// <param name="text">The address; <see langword="null"/> where none is named.</param>
    /// <param name="name">Where it stands, for the message.</param>
    /// <exception cref="ModelArtsAuthenticationException">It is not an address, or not one that a secret may go to.</exception>
    public static Uri? Parse(string? text, string name)
    {
        if (text is null)
        {
            return null;
        }

        // The address is not shown: it may have been pasted with a password in it.
        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? endpoint)
            ? EndpointRules.Check(endpoint, allowInsecureHttp: false) is { } problem
                ? throw new ModelArtsAuthenticationException($"{name} {problem}")
                : endpoint
            : throw new ModelArtsAuthenticationException($"{name} is not an address.");
    }
}
