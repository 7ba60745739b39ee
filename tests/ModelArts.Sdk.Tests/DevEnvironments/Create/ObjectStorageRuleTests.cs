using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

public sealed class ObjectStorageRuleTests
{
    private static readonly Broken PathRequired = new("spec.storage.location.path", 5, "ModelArts.6317");
    private static readonly Broken NotADirectory = new("spec.storage.location.path", 5, "ModelArts.6318");
    private static readonly Broken NoBucket = new("spec.storage.location.path", 5, "ModelArts.6336");
    private static readonly Broken BucketRoot = new("spec.storage.location.path", 5, "ModelArts.6358");

    [Theory]
    [InlineData("/bucket/dir/")]
    [InlineData("bucket/dir/")]
    [InlineData("/bucket/dir/deeper/")]
    [InlineData("/b/d/")]
    [InlineData("/bucket/目录/")]
    public void Validate_DirectoryInABucket_Passes(string path) => Broken.None(At(path));

    [Fact]
    public void Validate_NoLocation_NeedsAPath() => Broken.Rules(ValidRequest.With(StorageType.Obs, null), PathRequired);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Validate_NoPath_IsRequired(string? path) => Broken.Rules(At(path!), PathRequired);

    [Theory]
    [InlineData("/bucket/dir")]
    [InlineData("bucket/dir")]
    public void Validate_PathWithoutTrailingSlash_IsNotADirectory(string path) => Broken.Rules(At(path), NotADirectory);

    [Theory]
    [InlineData("/bucket/")]
    [InlineData("bucket/")]
    [InlineData("/bucket//")]
    public void Validate_BucketItself_IsRefused(string path) => Broken.Rules(At(path), BucketRoot);

    [Theory]
    [InlineData("/bucket")]
    [InlineData("bucket")]
    public void Validate_BucketWithoutSlash_IsNeitherADirectoryNorBelowTheBucket(string path) =>
        Broken.Rules(At(path), NotADirectory, BucketRoot);

    [Theory]
    [InlineData("/")]
    [InlineData("//")]
    public void Validate_SlashesOnly_NameNoBucket(string path) => Broken.Rules(At(path), NoBucket, BucketRoot);

    [Fact]
    public void Validate_EmptyBucketBeforeADirectory_IsRefused() => Broken.Rules(At("//dir/"), NoBucket);

    [Fact]
    public void Validate_EverythingThatBelongsToOtherStorages_IsRefused() => Broken.Rules(
        ValidRequest.With(
            StorageType.Obs,
            new StorageLocationSpec { Path = "/bucket/dir/", VolumeSize = 5, MountPath = "/home", AccessModes = AccessMode.ReadOnlyMany }),
        new Broken("spec.storage.location.volume_size", 5, "ModelArts.6336"),
        new Broken("spec.storage.location.mount_path", 5, "ModelArts.6336"),
        new Broken("spec.storage.location.access_modes", 5, "ModelArts.6336"));

    [Fact]
    public void Validate_TypeInAnotherCase_FallsUnderTheSameRules() => Broken.Rules(ValidRequest.With("OBS", null), PathRequired);

    private static CreateInstanceRequest At(string path) => ValidRequest.With(StorageType.Obs, new StorageLocationSpec { Path = path });
}
