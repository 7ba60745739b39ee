using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>How a profile is deployed. Mirrors Table 13 of the API.</summary>
public sealed record Provision : WireRecord
{
    /// <summary>The kind of deployment.</summary>
    public ProvisionType? Type { get; init; }

    /// <summary>Its details.</summary>
    public ProvisionSpec? Spec { get; init; }

    /// <summary>What real responses carry besides the table: <c>category</c>, <c>type</c>, sometimes <c>flavor</c>.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
