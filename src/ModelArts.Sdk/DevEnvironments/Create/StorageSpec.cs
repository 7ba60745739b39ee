using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>A storage that a new notebook works on. Mirrors Table 4 of the API.</summary>
public sealed record StorageSpec : WireRecord
{
    /// <summary>The kind of storage.</summary>
    public required StorageType Type { get; init; }

    /// <summary>Where it is and how large. Required for object storage and parallel file systems.</summary>
    public StorageLocationSpec? Location { get; init; }
}
