using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

public sealed class BlockStorageRuleTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(4096)]
    public void Validate_SizeWithinTheLimits_Passes(int size) => Broken.None(Sized(size));

    [Theory]
    [InlineData(4)]
    [InlineData(4097)]
    [InlineData(0)]
    [InlineData(-5)]
    public void Validate_SizeBeyondTheLimits_IsRefused(int size)
    {
        Broken.Rules(Sized(size), new Broken("spec.storage.location.volume_size", 5, "ModelArts.6331"));
        Assert.Equal($"must be 5 to 4096 GB, and is {size}", Sized(size).Validate()[0].Rule);
    }

    [Fact]
    public void Validate_NoSizeOrNoLocation_LeavesItToTheService()
    {
        Broken.None(ValidRequest.With(StorageType.Evs, null));
        Broken.None(ValidRequest.With(StorageType.Evs, new StorageLocationSpec()));
    }

    [Fact]
    public void Validate_EverythingThatBelongsToOtherStorages_IsRefused() => Broken.Rules(
        ValidRequest.With(
            StorageType.Evs,
            new StorageLocationSpec { Path = "/bucket/dir/", VolumeSize = 5, MountPath = "/home", AccessModes = AccessMode.ReadOnlyMany }),
        new Broken("spec.storage.location.path", 5, "ModelArts.6336"),
        new Broken("spec.storage.location.mount_path", 5, "ModelArts.6336"),
        new Broken("spec.storage.location.access_modes", 5, "ModelArts.6336"));

    private static CreateInstanceRequest Sized(int size) => ValidRequest.With(StorageType.Evs, new StorageLocationSpec { VolumeSize = size });
}
