using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk;

/// <summary>What the id of a project must be: it goes into the path of an address, and into a header.</summary>
internal static class ProjectIdRules
{
    /// <summary>What is wrong with an id; <see langword="null"/> where nothing is.</summary>
    public static string? Problem(string projectId) => PathSegment.Problem(projectId) is { } problem ? problem
        : projectId.AsSpan().ContainsAnyExceptInRange('!', '~') ? "must hold letters, digits and signs of ASCII only, and no spaces. Was it copied whole?"
        : null;
}
