using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Where a storage is, and how large. Mirrors Table 21 of the API.</summary>
public sealed record StorageLocation : WireRecord
{
    /// <summary>Object storage: the directory in its bucket. Block storage: where it is mounted.</summary>
    public string? Path { get; init; }

    /// <summary>The size of a block storage volume, in <see cref="VolumeUnit"/>.</summary>
    public int? VolumeSize { get; init; }

    /// <summary>Where a parallel file system is mounted.</summary>
    public string? MountPath { get; init; }

    /// <summary>How a parallel file system is mounted.</summary>
    public AccessMode? AccessModes { get; init; }

    /// <summary>What real responses carry besides the table: the unit of <see cref="VolumeSize"/>, <c>GB</c>.</summary>
    public string? VolumeUnit { get; init; }
}
