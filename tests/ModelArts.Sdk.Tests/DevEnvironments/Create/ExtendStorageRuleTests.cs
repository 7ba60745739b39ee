using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

public sealed class ExtendStorageRuleTests
{
    [Theory]
    [InlineData("obs")]
    [InlineData("evs")]
    [InlineData("efs")]
    [InlineData("unknown")]
    [InlineData("")]
    public void Validate_AnyTypeButObsfs_IsRefusedAndNothingElseIsSaidOfIt(string type) => Broken.Rules(
        ValidRequest.WithExtension(new StorageSpec { Type = type, Location = new StorageLocationSpec { VolumeSize = 1 } }),
        new Broken("spec.extend_storage[0].type", 3, "ModelArts.6324"));

    [Fact]
    public void Validate_NullAmongExtensions_IsReportedWithItsIndex() => Broken.Rules(
        ValidRequest.WithExtension(new StorageSpec { Type = StorageType.Obsfs, Location = new StorageLocationSpec { Path = "b" } }, null!),
        new Broken("spec.extend_storage[1].type", 3, "ModelArts.6324"));

    [Fact]
    public void Validate_SeveralWrongExtensions_AreAllReported() => Broken.Rules(
        ValidRequest.WithExtension(new StorageSpec { Type = StorageType.Evs }, new StorageSpec { Type = StorageType.Obsfs }),
        new Broken("spec.extend_storage[0].type", 3, "ModelArts.6324"),
        new Broken("spec.extend_storage[1].location.path", 5, "ModelArts.6317"));

    [Fact]
    public void Validate_NoExtensions_Passes() => Broken.None(ValidRequest.WithExtension());
}
