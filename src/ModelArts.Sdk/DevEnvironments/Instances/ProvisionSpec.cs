using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The details of a deployment. Mirrors Table 14 of the API.</summary>
public sealed record ProvisionSpec : WireRecord
{
    /// <summary>What deploys it.</summary>
    public ProvisionEngine? Engine { get; init; }

    /// <summary>Which image.</summary>
    public DockerParameters? Params { get; init; }
}
