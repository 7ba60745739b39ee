using System.Text.Json.Nodes;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Wire;

/// <summary><c>storage</c> (Tables 20 and 21), with the defaults of the service filled in.</summary>
internal static class StorageJson
{
    private const string WorkDirectory = "/home/ma-user/work";
    private const int DefaultVolumeSize = 5;

    public static JsonObject Write(StorageSpec storage)
    {
        StorageLocationSpec? location = storage.Location;
        return new JsonObject
        {
            ["location"] = storage.Type == StorageType.Evs
                ? new JsonObject
                {
                    // Not what was sent, since nothing may be: it is where the volume is mounted.
                    ["path"] = WorkDirectory,
                    ["volume_size"] = location?.VolumeSize ?? DefaultVolumeSize,
                    ["volume_unit"] = "GB",
                }
                : storage.Type == StorageType.Obsfs
                ? new JsonObject
                {
                    ["path"] = location?.Path,
                    ["mount_path"] = location?.MountPath ?? WorkDirectory,
                    ["access_modes"] = (location?.AccessModes ?? AccessMode.ReadWriteMany).Value,
                }
                : new JsonObject { ["path"] = location?.Path },
            ["type"] = storage.Type.Value,
        };
    }

    public static JsonArray? WriteAll(IReadOnlyList<StorageSpec>? storages) =>
        storages is { Count: > 0 } ? [.. storages.Select(Write)] : null;
}
