using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Readme;

/// <summary>
/// The examples of the XML documentation, which are compiled here; <see cref="ExampleTests"/> sees to it that each stands in this file
/// to the letter, and runs what can run without an account.
/// </summary>
internal static class Examples
{
    public static async Task ClientAsync()
    {
        using ModelArtsClient client = new(new ModelArtsClientOptions { Region = ModelArtsRegion.CnNorth4 });
        DevEnvironmentInstance? found = await client.DevEnvironments.FindByNameAsync("my-notebook");
        Console.WriteLine(found?.Status);
    }

    public static ModelArtsClientOptions Options(string accessKey, string secretKey)
    {
        ModelArtsClientOptions options = new()
        {
            Region = ModelArtsRegion.CnNorth4,
            Credential = new AccessKeyCredential(accessKey, secretKey),
            TotalTimeout = TimeSpan.FromMinutes(1),
        };
        return options;
    }

    public static ModelArtsClientOptions Retries()
    {
        ModelArtsClientOptions options = new()
        {
            Region = ModelArtsRegion.CnNorth4,
            Retry = { MaxAttempts = 6, MaxDelay = TimeSpan.FromSeconds(5) },
        };
        return options;
    }

    public static CreateInstanceRequest Request()
    {
        CreateInstanceRequest request = CreateInstanceRequest.For("my-notebook")
            .WithProfile(InstanceProfileId.MultiEngine1Python3Cpu)
            .WithFlavor(InstanceFlavor.VmCpu2U)
            .WithEvsStorage(sizeGb: 5)
            .WithAutoStop(TimeSpan.FromHours(1))
            .Build();
        return request;
    }

    public static async Task<string> CreateAsync(DevEnvironmentsClient notebooks, CreateInstanceRequest request)
    {
        InstanceOperation operation = await notebooks.CreateAsync(request);
        DevEnvironmentInstance instance = await operation.WaitAsync();
        Console.WriteLine($"{instance.Name} is {instance.Status}");
        return instance.Id;
    }

    public static async Task GetAsync(DevEnvironmentsClient notebooks, string id)
    {
        DevEnvironmentInstance instance = await notebooks.GetAsync(id);
        Console.WriteLine($"{instance.Name} stops in {instance.AutoStopRemaining}");
    }

    public static async Task ListAsync(DevEnvironmentsClient notebooks)
    {
        ListInstancesQuery query = new() { Status = InstanceStatus.Running, OnlyOwn = false };
        await foreach (DevEnvironmentInstance instance in notebooks.ListAsync(query))
        {
            Console.WriteLine($"{instance.Name}: {instance.Flavor}");
        }
    }

    public static async Task FindAsync(DevEnvironmentsClient notebooks)
    {
        DevEnvironmentInstance? found = await notebooks.FindByNameAsync("my-notebook");
        Console.WriteLine(found is null ? "There is none." : $"It is {found.Status}.");
    }

    public static async Task UpdateAsync(DevEnvironmentsClient notebooks, string id)
    {
        await notebooks.UpdateAsync(id, new UpdateInstanceRequest
        {
            Description = "for the course",
            AutoStop = new AutoStopSpec { Enable = true, Duration = TimeSpan.FromHours(2) },
        });
    }

    public static async Task StopAsync(DevEnvironmentsClient notebooks, string id)
    {
        InstanceOperation stop = await notebooks.StopAsync(id);
        await stop.WaitAsync();
    }

    public static async Task StartAsync(DevEnvironmentsClient notebooks, string id)
    {
        InstanceOperation start = await notebooks.StartAsync(id);
        await start.WaitAsync();
    }

    public static async Task DeleteAsync(DevEnvironmentsClient notebooks, string id)
    {
        InstanceOperation deletion = await notebooks.DeleteAsync(id);
        await deletion.WaitAsync();
    }

    public static async Task StopThenDeleteAsync(DevEnvironmentsClient notebooks, string id)
    {
        InstanceOperation deletion = await notebooks.StopThenDeleteAsync(id);
        await deletion.WaitAsync();
    }

    public static async Task<DevEnvironmentInstance> GoOnAsync(DevEnvironmentsClient notebooks, string id)
    {
        InstanceOperation operation = notebooks.GetOperation(id, InstanceGoal.Running);
        DevEnvironmentInstance instance = await operation.WaitAsync();
        return instance;
    }

    public static async Task WaitAllAsync(DevEnvironmentsClient notebooks, IEnumerable<InstanceOperation> operations)
    {
        foreach (InstanceOperation operation in await notebooks.WaitAllAsync(operations))
        {
            Console.WriteLine(operation.HasSucceeded ? $"{operation.InstanceId} runs." : operation.Failure?.Message);
        }
    }

    public static async Task WaitAsync(InstanceOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            WaitOptions options = new() { Timeout = TimeSpan.FromMinutes(10) };
            DevEnvironmentInstance instance = await operation.WaitAsync(options, cancellationToken);
            Console.WriteLine($"{instance.Name} runs.");
        }
        catch (WaitTimeoutException exception)
        {
            // The instance goes on, and may be billed.
            Console.WriteLine($"{exception.InstanceId} is still {exception.LastStatus}.");
        }
    }

    public static WaitOptions WaitOptions()
    {
        WaitOptions options = new()
        {
            Timeout = TimeSpan.FromMinutes(10),
            Progress = new Progress<InstanceProgress>(progress => Console.WriteLine(progress.Status)),
        };
        return options;
    }

    public static async Task InvalidAsync(DevEnvironmentsClient notebooks, CreateInstanceRequest request)
    {
        try
        {
            await notebooks.CreateAsync(request);
        }
        catch (InvalidRequestException exception)
        {
            foreach (RequestFailure failure in exception.Failures)
            {
                Console.WriteLine($"{failure.Path} {failure.Rule}");
            }
        }
    }

    public static async Task UnknownAsync(DevEnvironmentsClient notebooks, CreateInstanceRequest request)
    {
        try
        {
            await notebooks.CreateAsync(request);
        }
        catch (CreateOutcomeUnknownException exception)
        {
            // Later, when the service answers again:
            DevEnvironmentInstance? found = await notebooks.FindByNameAsync(exception.Name);
            if (found is not null)
            {
                await notebooks.GetOperation(found.Id, InstanceGoal.Running).WaitAsync();
            }
        }
    }

    public static async Task FailedAsync(InstanceOperation operation, DevEnvironmentsClient notebooks)
    {
        try
        {
            await operation.WaitAsync();
        }
        catch (InstanceOperationFailedException exception)
        {
            // It is not deleted by itself: it can be looked at first.
            Console.WriteLine($"{exception.Status}: {exception.FailureReason?.Message}");
            await notebooks.DeleteAsync(exception.Instance.Id);
        }
    }

    public static async Task RefusedAsync(DevEnvironmentsClient notebooks, CreateInstanceRequest request)
    {
        try
        {
            await notebooks.CreateAsync(request);
        }
        catch (ModelArtsApiException exception) when (exception.ErrorCode == ModelArtsErrorCode.InstanceNameExists)
        {
            DevEnvironmentInstance? other = await notebooks.FindByNameAsync(request.Name);
            Console.WriteLine($"The name is taken by {other?.Id}.");
        }
        catch (ModelArtsApiException exception) when (exception.IsTransient)
        {
            Console.WriteLine($"Try again in {exception.RetryAfter ?? TimeSpan.FromMinutes(1)}; request {exception.RequestId}.");
        }
    }

    public static ModelArtsCredential AccessKey()
    {
        // From the environment or a vault: never in the code.
        string accessKey = Environment.GetEnvironmentVariable("MY_ACCESS_KEY")!;
        string secretKey = Environment.GetEnvironmentVariable("MY_SECRET_KEY")!;
        AccessKeyCredential credential = new(accessKey, secretKey);
        return credential;
    }

    public static ModelArtsCredential Password(string password)
    {
        IamPasswordCredential credential = new(user: "alice", password, domain: "my-account");
        return credential;
    }

    public static ModelArtsCredential Chain()
    {
        ChainedCredential credential = new(new EnvironmentCredential(), new EcsMetadataCredential());
        return credential;
    }

    public static void AddInCode(IServiceCollection services)
    {
        services.AddModelArts(options => options.Region = ModelArtsRegion.CnNorth4);
    }

    public static void AddFromConfiguration(IServiceCollection services, IConfiguration configuration)
    {
        // "ModelArts": { "Region": "cn-north-4", "TotalTimeout": "00:01:00", "Retry": { "MaxAttempts": 6 } }
        services.AddModelArts(configuration.GetSection("ModelArts"));
    }

    public static DevEnvironmentsClient AddNamed(IServiceCollection services, IServiceProvider provider)
    {
        services.AddModelArts("beijing", options => options.Region = ModelArtsRegion.CnNorth4);
        services.AddModelArts("shanghai", options => options.Region = ModelArtsRegion.CnEast3);
        DevEnvironmentsClient notebooks = provider.GetRequiredKeyedService<DevEnvironmentsClient>("shanghai");
        return notebooks;
    }

    public static async Task<int> SimulatorAsync()
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync();
        using ModelArtsClient client = new(simulator.CreateClientOptions());
        return client.DevEnvironments is null ? 0 : simulator.Projects.Count;
    }

    public static void Faults(ModelArtsSimulator simulator)
    {
        simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());
        simulator.Faults.On(SimulatorOperation.Get).DoInTurn(Fault.GatewayPage(502), Fault.RetryAfter(TimeSpan.FromSeconds(2)), Fault.Reset);
        simulator.Faults.On(SimulatorOperation.Connect).Nth(2).Do(Fault.Hang);
        simulator.Faults.UseRandomMix(seed: 42, rate: 0.3);
    }
}
