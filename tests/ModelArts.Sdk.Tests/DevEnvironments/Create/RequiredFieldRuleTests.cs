using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

public sealed class RequiredFieldRuleTests
{
    [Fact]
    public void Validate_CompleteRequest_Passes() => Broken.None(ValidRequest.Create());

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Validate_BlankProfile_IsRequired(string profile) =>
        Broken.Rules(ValidRequest.Create() with { ProfileId = profile }, new Broken("profile_id", 2, "ModelArts.6335"));

    [Fact]
    public void Validate_DefaultProfile_IsRequired() =>
        Broken.Rules(ValidRequest.Create() with { ProfileId = default }, new Broken("profile_id", 2, "ModelArts.6335"));

    [Theory]
    [InlineData("")]
    [InlineData("\t")]
    public void Validate_BlankFlavor_IsRequired(string flavor) =>
        Broken.Rules(ValidRequest.Create() with { Flavor = flavor }, new Broken("flavor", 2, "ModelArts.6335"));

    [Fact]
    public void Validate_DefaultFlavor_IsRequired() =>
        Broken.Rules(ValidRequest.Create() with { Flavor = default }, new Broken("flavor", 2, "ModelArts.6335"));

    [Fact]
    public void Validate_UnknownProfileAndFlavor_PassTheServiceMayKnowThem() =>
        Broken.None(ValidRequest.Create() with { ProfileId = "Engine 9", Flavor = "modelarts.vm.next" });

    [Fact]
    public void Validate_NoSpec_IsRequired() =>
        Broken.Rules(ValidRequest.Create() with { Spec = null! }, new Broken("spec", 2, "ModelArts.6335"));

    [Fact]
    public void Validate_NoStorage_IsRequired() =>
        Broken.Rules(ValidRequest.With(new NotebookSpec { Storage = null! }), new Broken("spec.storage", 3, "ModelArts.6316"));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Validate_StorageWithoutType_IsRequiredAndNothingElseIsSaidOfIt(string type) => Broken.Rules(
        ValidRequest.With(type, new StorageLocationSpec { Path = "x", VolumeSize = 1, MountPath = "y" }),
        new Broken("spec.storage.type", 4, "ModelArts.6335"));

    [Fact]
    public void Validate_UnknownStorageType_PassesUntouched() =>
        Broken.None(ValidRequest.With("sfs-turbo", new StorageLocationSpec { Path = "x", VolumeSize = 1, MountPath = "y", AccessModes = "z" }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Validate_PoolWithoutId_IsRequired(string? id) =>
        Broken.Rules(ValidRequest.Create() with { Pool = new PoolSpec { Id = id! } }, new Broken("pool.id", 8, "ModelArts.6335"));

    [Fact]
    public void Validate_PoolWithId_Passes() => Broken.None(ValidRequest.Create() with { Pool = new PoolSpec { Id = "pool-1" } });

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Validate_AnnotationWithEmptyKey_IsRefused(string key) => Broken.Rules(
        ValidRequest.With(new NotebookSpec { Storage = ValidRequest.Evs, Annotations = new Dictionary<string, string> { ["a"] = "b", [key] = "c" } }),
        new Broken("spec.annotations", 3, "ModelArts.6336"));

    [Fact]
    public void Validate_AnnotationWithKey_PassesWhateverItsValue() => Broken.None(
        ValidRequest.With(new NotebookSpec { Storage = ValidRequest.Evs, Annotations = new Dictionary<string, string> { ["a"] = "", ["b"] = null! } }));
}
