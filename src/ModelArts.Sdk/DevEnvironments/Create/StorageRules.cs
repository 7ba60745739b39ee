namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The rules for a storage: what is required and what is out of place differs by its type.</summary>
internal static class StorageRules
{
    private const int MinVolumeSize = 5;
    private const int MaxVolumeSize = 4096;

    public static void Check(RuleCheck check, StorageSpec storage, string path)
    {
        if (!check.That(!string.IsNullOrWhiteSpace(storage.Type.Value), $"{path}.type", "is required", 4, ModelArtsErrorCode.ParameterRequired))
        {
            return;
        }

        string location = $"{path}.location";
        if (storage.Type == StorageType.Obs)
        {
            CheckObjectStorage(check, storage.Location, location);
        }
        else if (storage.Type == StorageType.Obsfs)
        {
            CheckParallelFileSystem(check, storage.Location, location);
        }
        else if (storage.Type == StorageType.Evs)
        {
            CheckBlockStorage(check, storage.Location, location);
        }

        // A type that is not known here passes untouched: the service may have learnt it since.
    }

    public static void CheckExtension(RuleCheck check, StorageSpec? storage, string path)
    {
        if (check.That(
            storage?.Type == StorageType.Obsfs,
            $"{path}.type",
            "must be 'obsfs': no other storage can be added",
            3,
            ModelArtsErrorCode.StorageTypeUnsupported))
        {
            CheckParallelFileSystem(check, storage!.Location, $"{path}.location");
        }
    }

    private static void CheckObjectStorage(RuleCheck check, StorageLocationSpec? location, string at)
    {
        string? path = location?.Path;
        if (check.That(
            !string.IsNullOrWhiteSpace(path),
            $"{at}.path",
            "is required for object storage: a directory in a bucket, such as '/bucket/dir/'",
            5,
            ModelArtsErrorCode.StoragePathRequired))
        {
            check.That(path!.EndsWith('/'), $"{at}.path", "must end with '/'", 5, ModelArtsErrorCode.StoragePathNotDirectory);
            string[] segments = (path[0] == '/' ? path[1..] : path).Split('/');
            check.That(segments[0].Length > 0, $"{at}.path", "must begin with the name of a bucket", 5, ModelArtsErrorCode.ParameterValueWrong);
            check.That(
                segments.Skip(1).Any(segment => segment.Length > 0),
                $"{at}.path",
                "must be a directory in the bucket, not the bucket itself",
                5,
                ModelArtsErrorCode.StoragePathIsBucketRoot);
        }

        Absent(check, location?.VolumeSize, $"{at}.volume_size", "block storage (evs)");
        AbsentMount(check, location, at);
    }

    private static void CheckParallelFileSystem(RuleCheck check, StorageLocationSpec? location, string at)
    {
        if (check.That(
            !string.IsNullOrWhiteSpace(location?.Path),
            $"{at}.path",
            "is required for a parallel file system: the name of its bucket",
            5,
            ModelArtsErrorCode.StoragePathRequired))
        {
            check.That(
                !location!.Path!.Contains('/', StringComparison.Ordinal),
                $"{at}.path",
                "must be the name of a bucket, without '/' or a directory",
                5,
                ModelArtsErrorCode.ParameterValueWrong);
        }

        if (location?.MountPath is { } mountPath)
        {
            check.That(
                mountPath.StartsWith('/'),
                $"{at}.mount_path",
                "must be absolute, such as '/home/ma-user/work/data'",
                5,
                ModelArtsErrorCode.ParameterValueWrong);
        }

        if (location?.AccessModes is { } accessMode)
        {
            check.That(
                accessMode == AccessMode.ReadOnlyMany || accessMode == AccessMode.ReadWriteMany,
                $"{at}.access_modes",
                "must be 'ReadOnlyMany' or 'ReadWriteMany'",
                5,
                ModelArtsErrorCode.ParameterValueWrong);
        }

        Absent(check, location?.VolumeSize, $"{at}.volume_size", "block storage (evs)");
    }

    private static void CheckBlockStorage(RuleCheck check, StorageLocationSpec? location, string at)
    {
        if (location?.VolumeSize is { } size)
        {
            check.That(
                size is >= MinVolumeSize and <= MaxVolumeSize,
                $"{at}.volume_size",
                $"must be {MinVolumeSize} to {MaxVolumeSize} GB, and is {size}",
                5,
                ModelArtsErrorCode.VolumeSizeOutOfRange);
        }

        Absent(check, location?.Path, $"{at}.path", "object storage (obs) and parallel file systems (obsfs)");
        AbsentMount(check, location, at);
    }

    private static void AbsentMount(RuleCheck check, StorageLocationSpec? location, string at)
    {
        const string only = "parallel file systems (obsfs)";
        Absent(check, location?.MountPath, $"{at}.mount_path", only);
        Absent(check, location?.AccessModes, $"{at}.access_modes", only);
    }

    private static void Absent<T>(RuleCheck check, T? value, string path, string only) =>
        check.That(value is null, path, $"is for {only} only", 5, ModelArtsErrorCode.ParameterValueWrong);
}
