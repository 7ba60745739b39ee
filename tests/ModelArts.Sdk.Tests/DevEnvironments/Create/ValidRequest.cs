using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>A request that keeps every rule, to be broken in one place.</summary>
internal static class ValidRequest
{
    public static StorageSpec Evs { get; } = new() { Type = StorageType.Evs };

    public static CreateInstanceRequest Create() => new()
    {
        Name = "notebook",
        ProfileId = InstanceProfileId.MultiEngine1Python3Cpu,
        Flavor = InstanceFlavor.VmCpu2U,
        Spec = new NotebookSpec { Storage = Evs },
    };

    public static CreateInstanceRequest With(NotebookSpec spec) => Create() with { Spec = spec };

    public static CreateInstanceRequest With(StorageType type, StorageLocationSpec? location) =>
        With(new NotebookSpec { Storage = new StorageSpec { Type = type, Location = location } });

    public static CreateInstanceRequest WithExtension(params StorageSpec[] extensions) =>
        With(new NotebookSpec { Storage = Evs, ExtendStorage = extensions });

    public static CreateInstanceRequest With(AutoStopSpec autoStop) => With(new NotebookSpec { Storage = Evs, AutoStop = autoStop });
}

/// <summary>A broken rule by what a caller can decide on.</summary>
internal readonly record struct Broken(string Path, int Table, string ErrorCode)
{
    public static void Rules(CreateInstanceRequest request, params Broken[] expected) => Assert.Equal(expected, In(request.Validate()));

    public static void None(CreateInstanceRequest request) => Assert.Empty(request.Validate());

    public static Broken[] In(IReadOnlyList<RequestFailure> failures) =>
        [.. failures.Select(failure => new Broken(failure.Path, failure.Table, failure.ErrorCode.Value))];
}
