using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>The same rules hold for the storage itself and for each extension; the index stands in the path.</summary>
public sealed class ParallelFileSystemRuleTests
{
    private static readonly string[] All = ["spec.storage", "spec.extend_storage[0]", "spec.extend_storage[2]"];

    public static TheoryData<string> Places => [.. All];

    [Theory]
    [MemberData(nameof(Places))]
    public void Validate_BucketName_Passes(string place) => Broken.None(At(place, new StorageLocationSpec { Path = "bucket" }));

    [Theory]
    [MemberData(nameof(Places))]
    public void Validate_NoLocation_NeedsABucket(string place) => Broken.Rules(At(place, null), new Broken($"{place}.location.path", 5, "ModelArts.6317"));

    [Theory]
    [MemberData(nameof(Places))]
    public void Validate_BlankPath_NeedsABucket(string place) =>
        Broken.Rules(At(place, new StorageLocationSpec { Path = " " }), new Broken($"{place}.location.path", 5, "ModelArts.6317"));

    [Theory]
    [InlineData("bucket/")]
    [InlineData("/bucket")]
    [InlineData("bucket/dir")]
    [InlineData("/bucket/dir/")]
    public void Validate_BucketWithASlash_IsRefused(string path) => Assert.All(
        All,
        place => Broken.Rules(At(place, new StorageLocationSpec { Path = path }), new Broken($"{place}.location.path", 5, "ModelArts.6336")));

    [Theory]
    [InlineData("/")]
    [InlineData("/home/ma-user/work/data")]
    public void Validate_AbsoluteMountPath_Passes(string mountPath) =>
        Assert.All(All, place => Broken.None(At(place, new StorageLocationSpec { Path = "bucket", MountPath = mountPath })));

    [Theory]
    [InlineData("")]
    [InlineData("home/ma-user")]
    [InlineData("./data")]
    public void Validate_RelativeMountPath_IsRefused(string mountPath) => Assert.All(
        All,
        place => Broken.Rules(
            At(place, new StorageLocationSpec { Path = "bucket", MountPath = mountPath }),
            new Broken($"{place}.location.mount_path", 5, "ModelArts.6336")));

    [Theory]
    [InlineData("ReadOnlyMany")]
    [InlineData("ReadWriteMany")]
    public void Validate_KnownAccessMode_Passes(string mode) =>
        Assert.All(All, place => Broken.None(At(place, new StorageLocationSpec { Path = "bucket", AccessModes = mode })));

    [Theory]
    [InlineData("")]
    [InlineData("ReadWriteOnce")]
    public void Validate_OtherAccessMode_IsRefused(string mode) => Assert.All(
        All,
        place => Broken.Rules(
            At(place, new StorageLocationSpec { Path = "bucket", AccessModes = mode }),
            new Broken($"{place}.location.access_modes", 5, "ModelArts.6336")));

    [Theory]
    [MemberData(nameof(Places))]
    public void Validate_VolumeSize_IsForBlockStorageOnly(string place) => Broken.Rules(
        At(place, new StorageLocationSpec { Path = "bucket", VolumeSize = 5 }),
        new Broken($"{place}.location.volume_size", 5, "ModelArts.6336"));

    private static CreateInstanceRequest At(string place, StorageLocationSpec? location)
    {
        StorageSpec storage = new() { Type = StorageType.Obsfs, Location = location };
        StorageSpec good = new() { Type = StorageType.Obsfs, Location = new StorageLocationSpec { Path = "good" } };
        return place switch
        {
            "spec.storage" => ValidRequest.With(new NotebookSpec { Storage = storage }),
            "spec.extend_storage[0]" => ValidRequest.WithExtension(storage, good),
            _ => ValidRequest.WithExtension(good, good, storage),
        };
    }
}
