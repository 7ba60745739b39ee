using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The resource pool of a new instance. Mirrors Table 8 of the API.</summary>
public sealed record PoolSpec : WireRecord
{
    /// <summary>The id of the pool.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of pool.</summary>
    public ResourcePoolType? Type { get; init; }

    /// <summary>The name of the pool.</summary>
    public string? Name { get; init; }

    /// <summary>Whose pool it is.</summary>
    public PoolOwnerSpec? Owner { get; init; }
}
