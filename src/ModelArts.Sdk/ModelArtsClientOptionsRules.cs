using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk;

/// <summary>What is wrong with options: all of it, in words that name the option and what to set.</summary>
internal static class ModelArtsClientOptionsRules
{
    private const long MinResponseBytes = 1024;
    private const long MaxResponseBytes = 1024 * 1024 * 1024;

    private static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(10);

    // What Polly's timeout takes.
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(24);

    public static IReadOnlyList<string> Check(ModelArtsClientOptions options)
    {
        List<string> problems = [.. options.ConfigurationProblems];
        if (options.EffectiveEndpoint is not { } endpoint)
        {
            AddUnlessKnown(problems, ["Region", "Endpoint"], "Region or Endpoint: set one of them, for instance Region = ModelArtsRegion.CnNorth4.");
        }
        else if (EndpointRules.Check(endpoint, options.AllowInsecureHttp) is { } problem)
        {
            problems.Add($"Endpoint: '{Shown(endpoint)}' {problem}");
        }

        if (options.EffectiveIamEndpoint is { } iam)
        {
            if (EndpointRules.Check(iam, options.AllowInsecureHttp) is { } problem)
            {
                problems.Add($"IamEndpoint: '{Shown(iam)}' {problem}");
            }
        }
        else if (options.Credential is IamPasswordCredential)
        {
            AddUnlessKnown(problems, ["Region"], "IamEndpoint: set it, or Region; a token cannot be had where it is not known where IAM is.");
        }

        if (options.ProjectId is { } project)
        {
            if (ProjectIdRules.Problem(project) is { } problem)
            {
                problems.Add($"ProjectId: {problem}");
            }
        }
        else if (options.Region is null)
        {
            AddUnlessKnown(
                problems,
                ["Region"],
                "ProjectId: set the id of the project, which the console shows under 'My Credentials'; or set Region, by which it is looked up.");
        }

        if (RedirectRules.AreFollowedBy(options.Transport))
        {
            problems.Add($"Transport: {RedirectRules.Advice}");
        }

        if (options.SigningScheme is { } scheme && !Enum.IsDefined(scheme))
        {
            problems.Add("SigningScheme: must be Access or CredentialScope, or null to follow the region.");
        }

        problems.AddRange(ModelArtsRetryOptionsRules.Check(options.Retry));
        CheckTimeout(problems, nameof(options.AttemptTimeout), options.AttemptTimeout);
        CheckTimeout(problems, nameof(options.TotalTimeout), options.TotalTimeout);
        if (options.MaxResponseBytes is < MinResponseBytes or > MaxResponseBytes)
        {
            problems.Add("MaxResponseBytes: must be from 1 KiB (1024) to 1 GiB.");
        }

        if (options.TimeProvider is null)
        {
            problems.Add("TimeProvider: must not be null; TimeProvider.System is the default.");
        }

        if (options.Jitter is null)
        {
            problems.Add("Jitter: must not be null; Random.Shared.NextDouble is the default.");
        }

        return problems;
    }

    public static string Describe(IReadOnlyList<string> problems) =>
        $"The ModelArts options have {(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")}:{string.Concat(problems.Select(problem => $"\n  - {problem}"))}";

    // A value that could not be read from configuration is missing as well, but saying so twice helps nobody.
    private static void AddUnlessKnown(List<string> problems, string[] keys, string problem)
    {
        if (!problems.Any(known => keys.Any(key => known.StartsWith(key + ":", StringComparison.Ordinal))))
        {
            problems.Add(problem);
        }
    }

    private static void CheckTimeout(List<string> problems, string name, TimeSpan timeout)
    {
        if (timeout < MinTimeout || timeout > MaxTimeout)
        {
            problems.Add($"{name}: must be from 10 milliseconds to 24 hours.");
        }
    }

    // An address that was pasted with a password in it must not reach a log by way of this message.
    private static string Shown(Uri endpoint) =>
        endpoint.IsAbsoluteUri && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.Scheme == Uri.UriSchemeHttp)
            ? endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
            : endpoint.OriginalString.AsSpan().ContainsAny("@?#") ? "***" : endpoint.OriginalString;
}
