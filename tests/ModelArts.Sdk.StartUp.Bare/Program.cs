// What ModelArts.Sdk.StartUp does, with nothing but HttpClient, the same records and the same JSON context: no credential, no retry,
// no time limit, no check. Arguments: get or create, endpoint, project.

using System.Net.Http.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

using HttpClient client = new() { BaseAddress = new Uri(args[1]) };
string instances = $"/v1/{args[2]}/demanager/instances";
DevEnvironmentInstance instance;
if (args[0] == "get")
{
    instance = await GetAsync("DE-7d558ef8-c73d-11ea-964c-0255ac100033");
}
else
{
    CreateInstanceRequest request = new()
    {
        Name = "start-up",
        ProfileId = InstanceProfileId.MultiEngine1Python3Gpu,
        Flavor = InstanceFlavor.VmGpuP100,
        Spec = new NotebookSpec
        {
            Storage = new StorageSpec { Type = StorageType.Evs, Location = new StorageLocationSpec { VolumeSize = 5 } },
            AutoStop = new AutoStopSpec { Enable = true, Duration = TimeSpan.FromHours(1) },
        },
    };
    using HttpResponseMessage response = await client.PostAsJsonAsync(instances, request, ModelArtsJsonContext.Default.CreateInstanceRequest);
    response.EnsureSuccessStatusCode();
    instance = (await response.Content.ReadFromJsonAsync(ModelArtsJsonContext.Default.DevEnvironmentInstance))!;
    while (instance.Status != InstanceStatus.Running)
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        instance = await GetAsync(instance.Id);
    }
}

Console.WriteLine(instance.Id);

async Task<DevEnvironmentInstance> GetAsync(string id) =>
    (await client.GetFromJsonAsync($"{instances}/{id}", ModelArtsJsonContext.Default.DevEnvironmentInstance))!;
