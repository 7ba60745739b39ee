using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Whose resource pool it is. Mirrors Table 9 of the API.</summary>
public sealed record PoolOwnerSpec : WireRecord
{
    /// <summary>The id of the project that the pool belongs to.</summary>
    public string? ProjectId { get; init; }
}
