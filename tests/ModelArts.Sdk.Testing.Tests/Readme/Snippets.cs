using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Readme;

/// <summary>
/// The C# of the README, which is compiled here; <see cref="ReadmeTests"/> sees to it that each block stands in this file to the
/// letter, and runs what can run without an account.
/// </summary>
internal static class Snippets
{
    public static async Task FirstScreenAsync(string accessKey, string secretKey)
    {
        using ModelArtsClient client = new(new ModelArtsClientOptions
        {
            Region = ModelArtsRegion.CnNorth4,
            Credential = new AccessKeyCredential(accessKey, secretKey),
        });

        InstanceOperation operation = await client.DevEnvironments.CreateAsync(CreateInstanceRequest.For("my-notebook")
            .WithProfile(InstanceProfileId.MultiEngine1Python3Gpu)
            .WithFlavor(InstanceFlavor.VmGpuP100)
            .WithEvsStorage(sizeGb: 5)
            .WithAutoStop(TimeSpan.FromHours(1))
            .Build());

        DevEnvironmentInstance instance = await operation.WaitAsync();
        Console.WriteLine($"{instance.Name} is {instance.Status}");
    }

    public static ModelArtsClient SigningIn()
    {
        using ModelArtsClient client = new(new ModelArtsClientOptions { Region = ModelArtsRegion.CnNorth4 });
        return client;
    }

    public static async Task OperationsAsync(ModelArtsClient client, string id, string freeId, IReadOnlyList<InstanceOperation> operations)
    {
        DevEnvironmentsClient notebooks = client.DevEnvironments;

        // Find one by its name, or list all of them; pages are fetched as they are needed.
        DevEnvironmentInstance? found = await notebooks.FindByNameAsync("my-notebook");
        await foreach (DevEnvironmentInstance each in notebooks.ListAsync(new ListInstancesQuery { Status = InstanceStatus.Running }))
        {
            Console.WriteLine($"{each.Name}: {each.Status}, stops in {each.AutoStopRemaining}");
        }

        // Change the description or the auto-stop; what is not set stays as it is.
        await notebooks.UpdateAsync(id, new UpdateInstanceRequest { Description = "for the course" });

        // Stop, start, restart: each gives an operation that can be waited for.
        await (await notebooks.StopAsync(id)).WaitAsync();
        await (await notebooks.StartAsync(id)).WaitAsync();
        await (await notebooks.RestartAsync(id)).WaitAsync();

        // Go on waiting in another process: the id is all it takes.
        InstanceOperation again = notebooks.GetOperation(id, InstanceGoal.Running);
        await again.WaitAsync();

        // Wait for many at once: one list an interval, however many there are.
        await notebooks.WaitAllAsync(operations);
        Console.WriteLine(string.Join('\n', operations.Where(each => !each.HasSucceeded).Select(each => each.Failure?.Message)));

        // Queue for a free flavor, or leave the queue.
        InstanceOperation queued = await notebooks.QueueAsync(freeId);
        InstanceOperation left = await notebooks.DequeueAsync(freeId);

        // The service deletes nothing that runs: stop it first, or do both in one call.
        InstanceOperation deletion = await notebooks.StopThenDeleteAsync(id);
        await deletion.WaitAsync();
        Assert.NotNull(found);
        Assert.Equal(freeId, queued.InstanceId);
        Assert.Equal(InstanceGoal.Stopped, left.Goal);
    }

    public static async Task<DevEnvironmentInstance> WaitingAsync(
        InstanceOperation operation,
        IProgress<InstanceProgress> progress,
        CancellationToken cancellationToken)
    {
        DevEnvironmentInstance instance = await operation.WaitAsync(
            new WaitOptions { Timeout = TimeSpan.FromMinutes(10), Progress = progress },
            cancellationToken);
        return instance;
    }

    public static async Task ErrorsAsync(ModelArtsClient client, CreateInstanceRequest request, CancellationToken cancellationToken)
    {
        try
        {
            InstanceOperation operation = await client.DevEnvironments.CreateAsync(request, cancellationToken);
        }
        catch (InvalidRequestException exception)
        {
            // Nothing was sent. Every broken rule: where, what, and from which table of the API.
            Console.WriteLine(string.Join('\n', exception.Failures));
        }
        catch (ModelArtsApiException exception) when (exception.ErrorCode == ModelArtsErrorCode.InstanceNameExists)
        {
            // The service refused. It answers nearly everything with HTTP 400: decide by the code.
        }
        catch (ModelArtsAuthenticationException)
        {
            // The credential is missing, expired, or of another project.
        }
    }

    public static IServiceCollection DependencyInjection(Builder builder)
    {
        builder.Services.AddModelArts(builder.Configuration.GetSection("ModelArts"));
        return builder.Services;
    }

    public static async Task<int> TestingAsync()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync();
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        await client.DevEnvironments.CreateAsync(
            CreateInstanceRequest.For("n").WithProfile("p").WithFlavor("f").WithEvsStorage().Build());
        return simulator.Instances.Count;
    }

    /// <summary>What a host's builder offers, for a test that needs no host.</summary>
    internal sealed record Builder(IServiceCollection Services, IConfiguration Configuration);
}
