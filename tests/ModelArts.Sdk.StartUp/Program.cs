// The smallest program that creates an instance and waits for it, or gets one: what the benchmarks start as a whole process, and
// whose native form they weigh. ModelArts.Sdk.StartUp.Bare does the same with nothing but HttpClient.
// Arguments: get or create, endpoint, project; and a token, or an access key and its secret.

using ModelArts.Sdk;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

using ModelArtsClient client = new(new ModelArtsClientOptions
{
    Endpoint = new Uri(args[1]),
    ProjectId = args[2],
    Credential = args.Length == 4 ? new AuthTokenCredential(args[3]) : new AccessKeyCredential(args[3], args[4]),
    AllowInsecureHttp = true,
});

DevEnvironmentInstance instance;
if (args[0] == "get")
{
    instance = await client.DevEnvironments.GetAsync("DE-7d558ef8-c73d-11ea-964c-0255ac100033");
}
else
{
    InstanceOperation operation = await client.DevEnvironments.CreateAsync(CreateInstanceRequest.For("start-up")
        .WithProfile(InstanceProfileId.MultiEngine1Python3Gpu)
        .WithFlavor(InstanceFlavor.VmGpuP100)
        .WithEvsStorage(sizeGb: 5)
        .WithAutoStop(TimeSpan.FromHours(1))
        .Build());
    instance = await operation.WaitAsync();
}

Console.WriteLine(instance.Id);
