using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>A storage that a notebook works on. Mirrors Table 20 of the API.</summary>
public sealed record Storage : WireRecord
{
    /// <summary>The kind of storage.</summary>
    public StorageType? Type { get; init; }

    /// <summary>Where it is and how large.</summary>
    public StorageLocation? Location { get; init; }
}
