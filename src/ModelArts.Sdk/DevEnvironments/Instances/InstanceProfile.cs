using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The software environment of an instance. Mirrors Table 12 of the API.</summary>
public sealed record InstanceProfile : WireRecord
{
    /// <summary>
    /// The id of the profile. Not always the one that was asked for: the service may give a UUID and repeat the other in <see
    /// cref="Name"/>.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>The name of the profile.</summary>
    public string? Name { get; init; }

    /// <summary>What the profile offers.</summary>
    public string? Description { get; init; }

    /// <summary>The kind of development environment.</summary>
    public DevEnvironmentType? DeType { get; init; }

    /// <summary>The hardware that the profile is for.</summary>
    public HardwareType? FlavorType { get; init; }

    /// <summary>How it is deployed.</summary>
    public Provision? Provision { get; init; }

    /// <summary>The labels of the profile.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
