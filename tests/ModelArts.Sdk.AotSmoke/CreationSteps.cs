using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.AotSmoke;

/// <summary>Creates an instance, follows it, and is refused where it should be.</summary>
internal static class CreationSteps
{
    public static async Task<string> RunAsync(DevEnvironmentsClient notebooks)
    {
        List<InstanceStatus> seen = [];
        CreateInstanceRequest request = CreateInstanceRequest.For("aot-smoke")
            .WithProfile(InstanceProfileId.MultiEngine1Python3Gpu)
            .WithFlavor(InstanceFlavor.VmGpuP100)
            .WithDescription("native, 你好")
            .WithEvsStorage(sizeGb: 20)
            .WithAutoStop(TimeSpan.FromHours(2))
            .WithAnnotation("purpose", "smoke")
            .Build();
        InstanceOperation operation = await notebooks.CreateAsync(request);
        Expect.That(operation.InstanceId.StartsWith("DE-", StringComparison.Ordinal), $"an id, not '{operation.InstanceId}'");
        Expect.That(operation.Instance?.Status == InstanceStatus.Creating, "CREATING at first");
        Expect.That((await operation.UpdateAsync())?.Id == operation.InstanceId, "one poll without a wait");

        DevEnvironmentInstance instance = await operation.WaitAsync(Surroundings.Wait with { Progress = new Collect(seen) });
        Expect.That(instance.Status == InstanceStatus.Running, "RUNNING in the end");
        Expect.That(seen.Contains(InstanceStatus.Starting) && seen[^1] == InstanceStatus.Running, $"STARTING, then RUNNING, not {string.Join(", ", seen)}");

        instance = await notebooks.GetAsync(operation.InstanceId);
        Expect.That(instance.Name == "aot-smoke" && instance.Description == "native, 你好", "name and description");
        Expect.That(instance.Spec?.Storage?.Location?.VolumeSize == 20, "a volume of 20 GB");
        Expect.That(instance.Spec?.AutoStop?.Duration == TimeSpan.FromHours(2), "auto-stop after two hours");
        Expect.That(instance.CreationTimestamp > DateTimeOffset.UnixEpoch, "a time of creation");
        Expect.That(instance.FlavorDetails?.Params?.Count > 0, "details of the flavor, a map of mixed values");

        ModelArtsApiException refused = await Expect.ThrowsAsync<ModelArtsApiException>(() => notebooks.CreateAsync(request));
        Expect.That(refused.ErrorCode == ModelArtsErrorCode.InstanceNameExists, $"a conflict of names, not {refused.ErrorCode}");
        refused = await Expect.ThrowsAsync<ModelArtsApiException>(() => notebooks.GetAsync("DE-unknown"));
        Expect.That(refused.ErrorCode == ModelArtsErrorCode.InstanceNotFound && refused.InstanceId == "DE-unknown", "an unknown instance");
        InvalidRequestException invalid = await Expect.ThrowsAsync<InvalidRequestException>(() => notebooks.CreateAsync(request with { Name = "no spaces" }));
        Expect.That(invalid.Failures.Count == 1 && invalid.Failures[0].Path == "name", "a broken rule");
        return operation.InstanceId;
    }

    private sealed class Collect(List<InstanceStatus> seen) : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value) => seen.Add(value.Status);
    }
}
