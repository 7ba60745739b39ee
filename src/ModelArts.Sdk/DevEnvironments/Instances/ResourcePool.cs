using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The resource pool of an instance. Mirrors Table 17 of the API.</summary>
public sealed record ResourcePool : WireRecord
{
    /// <summary>The id of the pool.</summary>
    public string? Id { get; init; }

    /// <summary>The name of the pool.</summary>
    public string? Name { get; init; }

    /// <summary>The kind of pool.</summary>
    public ResourcePoolType? Type { get; init; }

    /// <summary>Whose pool it is; given for a dedicated pool.</summary>
    public ResourcePoolOwner? Owner { get; init; }
}
