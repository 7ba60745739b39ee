using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

public sealed class BuildTests
{
    [Fact]
    public void Build_BrokenRules_ThrowsWithAllOfThem()
    {
        InvalidRequestException exception = Assert.Throws<InvalidRequestException>(() => CreateInstanceRequest.For("a name").Build());

        Assert.Equal(
            [
                new Broken("name", 2, "ModelArts.6334"),
                new Broken("profile_id", 2, "ModelArts.6335"),
                new Broken("flavor", 2, "ModelArts.6335"),
                new Broken("spec.storage", 3, "ModelArts.6316"),
            ],
            Broken.In(exception.Failures));
    }

    [Fact]
    public void TryBuild_BrokenRules_ReturnsThemAndNoRequest()
    {
        bool built = Complete().WithEvsStorage(4).TryBuild(out CreateInstanceRequest? request, out IReadOnlyList<RequestFailure> failures);

        Assert.False(built);
        Assert.Null(request);
        Assert.Equal([new Broken("spec.storage.location.volume_size", 5, "ModelArts.6331")], Broken.In(failures));
    }

    [Fact]
    public void TryBuild_GoodRequest_ReturnsItAndNoFailures()
    {
        bool built = Complete().TryBuild(out CreateInstanceRequest? request, out IReadOnlyList<RequestFailure> failures);

        Assert.True(built);
        Assert.Equal("n", request?.Name);
        Assert.Empty(failures);
    }

    [Fact]
    public void Build_BuilderUsedAgain_LeavesEarlierResultsAlone()
    {
        CreateInstanceRequestBuilder builder = Complete().AddParallelFileSystem("one").WithAnnotation("a", "1");
        CreateInstanceRequest first = builder.Build();

        CreateInstanceRequest second = builder
            .AddParallelFileSystem("two").WithAnnotation("a", "2").WithAnnotation("b", "2").WithDescription("later").WithEvsStorage(6).Build();

        Assert.Single(first.Spec.ExtendStorage!);
        Assert.Equal("1", Assert.Single(first.Spec.Annotations!).Value);
        Assert.Null(first.Description);
        Assert.Equal(5, first.Spec.Storage.Location!.VolumeSize);
        Assert.Equal(2, second.Spec.ExtendStorage!.Count);
        Assert.Equal(2, second.Spec.Annotations!.Count);
        Assert.Equal("later", second.Description);
        Assert.Equal(6, second.Spec.Storage.Location!.VolumeSize);
    }

    public static TheoryData<string, Action<CreateInstanceRequestBuilder>> NullArguments => new()
    {
        { "description", static builder => builder.WithDescription(null!) },
        { "path", static builder => builder.WithObsStorage(null!) },
        { "bucket", static builder => builder.WithParallelFileSystem(null!) },
        { "bucket", static builder => builder.AddParallelFileSystem(null!) },
        { "storage", static builder => builder.WithStorage(null!) },
        { "id", static builder => builder.WithWorkspace(null!) },
        { "id", static builder => builder.WithPool(null!) },
        { "id", static builder => builder.WithAiProject(null!) },
        { "key", static builder => builder.WithAnnotation(null!, "v") },
        { "value", static builder => builder.WithAnnotation("k", null!) },
        { "value", static builder => builder.WithProfile((string)null!) },
        { "value", static builder => builder.WithFlavor((string)null!) },
    };

    [Theory]
    [MemberData(nameof(NullArguments), DisableDiscoveryEnumeration = true)]
    public void With_NullArgument_IsAnArgumentErrorThatNamesIt(string parameter, Action<CreateInstanceRequestBuilder> call) =>
        Assert.Throws<ArgumentNullException>(parameter, () => call(CreateInstanceRequest.For("n")));

    [Fact]
    public void For_NullName_IsAnArgumentError() => Assert.Throws<ArgumentNullException>("name", () => CreateInstanceRequest.For(null!));

    private static CreateInstanceRequestBuilder Complete() =>
        CreateInstanceRequest.For("n").WithProfile(InstanceProfileId.MultiEngine1Python3Cpu).WithFlavor(InstanceFlavor.VmCpu2U).WithEvsStorage();
}
