using ModelArts.Sdk.Authentication.Caching;

namespace ModelArts.Sdk.Authentication.Iam;

/// <summary>
/// Finds out which project a client works on where its options name none: the one that the credential's source names, or else
/// the one in IAM that has the name of the region.
/// </summary>
internal sealed class ProjectLookup(CredentialContext context, ModelArtsCredential credential, bool allowInsecureHttp)
{
    private const string WhatToSet = "Set ProjectId; the console shows it under 'My Credentials'.";

    private readonly TokenCache<string> _cache = new();
    private volatile string? _found;

    /// <summary>The id, once it has been found.</summary>
    public string? Found => _found;

    /// <summary>Gets the id. Many callers share one search; a failure is not kept.</summary>
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) => _found is { } id
        ? new(id)
        : _cache.GetAsync(context.TimeProvider, this, static lookup => lookup.FindAsync(), cancellationToken);

    private async Task<Fetched<string>> FindAsync()
    {
        SourceSettings settings = await credential.FindSettingsAsync(context, CancellationToken.None).ConfigureAwait(false);
        string id = settings.ProjectId ?? await AskAsync(settings.IamEndpoint).ConfigureAwait(false);
        if (ProjectIdRules.Problem(id) is { } problem)
        {
            throw new ModelArtsAuthenticationException($"The id of the project that was found {problem} {WhatToSet}");
        }

        _found = id;
        return new Fetched<string>(id, lifetime: null);
    }

    private async Task<string> AskAsync(Uri? endpointOfSource)
    {
        if ((context.ConfiguredIamEndpoint ?? endpointOfSource ?? context.IamEndpoint) is not { } endpoint || context.Region is not { } region)
        {
            throw new ModelArtsAuthenticationException($"The project is not known, and without a Region it cannot be looked up. {WhatToSet}");
        }

        CredentialTransport transport = context.Transport.With(new AuthHandler(credential, context, allowInsecureHttp));
        IReadOnlyList<IamProject> projects = await new IamClient(transport, endpoint, context.TimeProvider)
            .FindProjectsAsync(region.Id).ConfigureAwait(false);
        return projects.Count switch
        {
            1 => projects[0].Id,
            0 => throw new ModelArtsAuthenticationException(
                $"IAM ({endpoint.Host}) knows no project named '{region.Id}' that this credential may see. Check the region, or: {WhatToSet}"),
            _ => throw new ModelArtsAuthenticationException(
                $"IAM ({endpoint.Host}) knows {projects.Count} projects named '{region.Id}': {string.Join(", ", projects.Take(5).Select(Shown))}"
                + $"{(projects.Count > 5 ? ", and more" : "")}. Set ProjectId to the one that is meant."),
        };
    }

    private static string Shown(IamProject project) => Telemetry.SecretRedactor.Shorten(project.Id, 64);
}
