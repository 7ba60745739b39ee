using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Where a storage is, and how large. Mirrors Table 5 of the API.</summary>
public sealed record StorageLocationSpec : WireRecord
{
    /// <summary>
    /// Object storage: a directory in a bucket, ending with a slash, such as <c>/bucket/dir/</c>. Parallel file system: the name of
    /// its bucket. Block storage: to be left out.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>The size of a block storage volume in GB, 5 to 4096. Default of the service: 5. For block storage only.</summary>
    public int? VolumeSize { get; init; }

    /// <summary>
    /// Where a parallel file system is mounted in the notebook. Default of the service: <c>/home/ma-user/work</c>; a directory below
    /// that is advised. For parallel file systems only.
    /// </summary>
    public string? MountPath { get; init; }

    /// <summary>
    /// How a parallel file system is mounted. Default of the service: <see cref="AccessMode.ReadWriteMany"/>. For parallel file
    /// systems only.
    /// </summary>
    public AccessMode? AccessModes { get; init; }
}
