using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Which container image a profile runs. Mirrors Table 15 of the API.</summary>
public sealed record DockerParameters : WireRecord
{
    /// <summary>The organization in the image registry.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name of the image.</summary>
    public string? ImageName { get; init; }

    /// <summary>The tag of the image.</summary>
    public string? ImageTag { get; init; }

    /// <summary>Free annotations.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
