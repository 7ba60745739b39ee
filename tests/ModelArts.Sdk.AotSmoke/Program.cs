// Published as a native program and run by ModelArts.Sdk.AotSmoke.Host against a simulator. Whatever reflection would have been
// needed for fails here: each step asserts what came back, and the first that does not hold ends the program with exit code 1.

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

ModelArtsClientOptions options = new()
{
    Endpoint = new Uri(args[0]),
    ProjectId = args[1],
    Credential = new AuthTokenCredential(args[2]),
    AllowInsecureHttp = true,
};
using ModelArtsClient client = new(options);
List<InstanceStatus> seen = [];
WaitOptions wait = new() { MinInterval = TimeSpan.FromMilliseconds(50), MaxInterval = TimeSpan.FromMilliseconds(200), Progress = new Collect(seen) };

CreateInstanceRequest request = CreateInstanceRequest.For("aot-smoke")
    .WithProfile(InstanceProfileId.MultiEngine1Python3Gpu)
    .WithFlavor(InstanceFlavor.VmGpuP100)
    .WithDescription("native, 你好")
    .WithEvsStorage(sizeGb: 20)
    .WithAutoStop(TimeSpan.FromHours(2))
    .WithAnnotation("purpose", "smoke")
    .Build();
InstanceOperation operation = await client.DevEnvironments.CreateAsync(request);
Check(operation.InstanceId.StartsWith("DE-", StringComparison.Ordinal), $"an id, not '{operation.InstanceId}'");
Check(operation.Instance?.Status == InstanceStatus.Creating, "CREATING at first");

DevEnvironmentInstance instance = await operation.WaitAsync(wait);
Check(instance.Status == InstanceStatus.Running, "RUNNING in the end");
Check(seen.Contains(InstanceStatus.Starting) && seen[^1] == InstanceStatus.Running, $"STARTING, then RUNNING, not {string.Join(", ", seen)}");

instance = await client.DevEnvironments.GetAsync(operation.InstanceId);
Check(instance.Name == "aot-smoke" && instance.Description == "native, 你好", "name and description");
Check(instance.Spec?.Storage?.Location?.VolumeSize == 20, "a volume of 20 GB");
Check(instance.Spec?.AutoStop?.Duration == TimeSpan.FromHours(2), "auto-stop after two hours");
Check(instance.CreationTimestamp > DateTimeOffset.UnixEpoch, "a time of creation");
Check(instance.FlavorDetails?.Params?.Count > 0, "details of the flavor, a map of mixed values");

ModelArtsApiException refused = await Throws<ModelArtsApiException>(() => client.DevEnvironments.CreateAsync(request));
Check(refused.ErrorCode == ModelArtsErrorCode.InstanceNameExists, $"a conflict of names, not {refused.ErrorCode}");
refused = await Throws<ModelArtsApiException>(() => client.DevEnvironments.GetAsync("DE-unknown"));
Check(refused.ErrorCode == ModelArtsErrorCode.InstanceNotFound && refused.InstanceId == "DE-unknown", "an unknown instance");
InvalidRequestException invalid = await Throws<InvalidRequestException>(() => client.DevEnvironments.CreateAsync(request with { Name = "no spaces" }));
Check(invalid.Failures.Count == 1 && invalid.Failures[0].Path == "name", "a broken rule");

using ModelArtsClient signing = new(new ModelArtsClientOptions
{
    Endpoint = options.Endpoint,
    ProjectId = options.ProjectId,
    Credential = new AccessKeyCredential(args[3], args[4]),
    AllowInsecureHttp = true,
});
DevEnvironmentsClient notebooks = signing.DevEnvironments;
Check((await notebooks.FindByNameAsync("aot-smoke"))?.Id == operation.InstanceId, "the instance, found by its name with a signed request");
int listed = 0;
await foreach (DevEnvironmentInstance each in notebooks.ListAsync(new ListInstancesQuery { Status = InstanceStatus.Running }))
{
    listed++;
}

Check(listed == 1, $"one instance that runs, not {listed}");
instance = await notebooks.UpdateAsync(operation.InstanceId, new UpdateInstanceRequest { Description = "changed" });
Check(instance.Description == "changed", "a changed description");
await (await notebooks.RestartAsync(operation.InstanceId)).WaitAsync(wait);
IReadOnlyList<InstanceOperation> all = await notebooks.WaitAllAsync([notebooks.GetOperation(operation.InstanceId, InstanceGoal.Running)], wait);
Check(all[0].HasSucceeded, "a wait for many");

using ModelArtsClient stranger = new(new ModelArtsClientOptions
{
    Endpoint = options.Endpoint,
    ProjectId = options.ProjectId,
    Credential = new AuthTokenCredential("wrong"),
    AllowInsecureHttp = true,
});
await Throws<ModelArtsAuthenticationException>(() => stranger.DevEnvironments.GetAsync(operation.InstanceId));

IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
{
    ["Endpoint"] = args[0],
    ["ProjectId"] = args[1],
    ["AuthToken"] = args[2],
    ["AllowInsecureHttp"] = "true",
}).Build();
ServiceCollection services = new();
services.AddModelArts(configuration);
await using (ServiceProvider provider = services.BuildServiceProvider())
{
    instance = await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(operation.InstanceId);
    Check(instance.Id == operation.InstanceId, "the same instance by way of dependency injection");
}

InstanceOperation deletion = await notebooks.StopThenDeleteAsync(operation.InstanceId, wait);
await deletion.WaitAsync(wait);
Check(deletion.HasSucceeded && await notebooks.FindByNameAsync("aot-smoke") is null, "nothing left");

Console.WriteLine("native: every step held");
return 0;

static void Check(bool holds, string expected)
{
    if (!holds)
    {
        Console.Error.WriteLine($"native: expected {expected}");
        Environment.Exit(1);
    }
}

static async Task<T> Throws<T>(Func<Task> call)
    where T : Exception
{
    try
    {
        await call();
    }
    catch (T exception)
    {
        return exception;
    }

    Check(false, $"a {typeof(T).Name}");
    throw new InvalidOperationException("Not reached: Check has ended the program.");
}

internal sealed class Collect(List<InstanceStatus> seen) : IProgress<InstanceProgress>
{
    public void Report(InstanceProgress value) => seen.Add(value.Status);
}
