using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ModelArts.Sdk.Testing.Tests.Readme;

/// <summary>
/// The C# of the README, which is compiled here; <see cref="ReadmeTests"/> sees to it that each block stands in this file to the
/// letter, and runs what can run without an account.
/// </summary>
internal static class Snippets
{
    public static async Task FirstScreenAsync()
    {
        using ModelArtsClient client = new(new ModelArtsClientOptions
        {
            Region = ModelArtsRegion.CnNorth4,
            Credential = new EnvironmentCredential(), // HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK
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

    public static async Task OperationsAsync(ModelArtsClient client, string id, string freeId, IReadOnlyList<InstanceOperation> operations)
    {
        DevEnvironmentsClient notebooks = client.DevEnvironments;
        DevEnvironmentInstance? found = await notebooks.FindByNameAsync("my-notebook");
        await foreach (DevEnvironmentInstance each in notebooks.ListAsync(new ListInstancesQuery { Status = InstanceStatus.Running }))
        {
            Console.WriteLine($"{each.Name}: {each.Status}, stops in {each.AutoStopRemaining}");
        }

        // What is not set stays as it is.
        await notebooks.UpdateAsync(id, new UpdateInstanceRequest { Description = "for the course" });

        // Stop, start, restart: each gives an operation that can be waited for, in another process too.
        await (await notebooks.StopAsync(id)).WaitAsync();
        await (await notebooks.StartAsync(id)).WaitAsync();
        await notebooks.GetOperation(id, InstanceGoal.Running).WaitAsync();

        // Wait for many at once: one list an interval, however many there are.
        await notebooks.WaitAllAsync(operations);
        Console.WriteLine(string.Join('\n', operations.Where(each => !each.HasSucceeded).Select(each => each.Failure?.Message)));

        // Queue for a free flavor, or leave the queue.
        await notebooks.QueueAsync(freeId);
        await notebooks.DequeueAsync(freeId);

        // The service deletes nothing that runs: this stops it first.
        await (await notebooks.StopThenDeleteAsync(id)).WaitAsync();
        Assert.Equal(id, found?.Id);
    }

    public static async Task<DevEnvironmentInstance> WaitingAsync(
        InstanceOperation operation,
        IProgress<InstanceProgress> progress,
        CancellationToken cancellationToken)
    {
        WaitOptions options = new() { Timeout = TimeSpan.FromMinutes(10), Progress = progress };
        DevEnvironmentInstance instance = await operation.WaitAsync(options, cancellationToken);
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
            Console.WriteLine(string.Join('\n', exception.Failures)); // Every broken rule: where, what, and from which table of the API.
        }
        catch (ModelArtsApiException exception) when (exception.ErrorCode == ModelArtsErrorCode.InstanceNameExists)
        {
            // The service refused. It answers nearly everything with HTTP 400: decide by the code.
        }
    }

    public static IServiceCollection DependencyInjection(Builder builder)
    {
        builder.Services.AddModelArts(builder.Configuration.GetSection("ModelArts"));
        builder.Services.AddModelArts("shanghai", options => options.Region = ModelArtsRegion.CnEast3);
        return builder.Services;
    }

    public static IServiceCollection Observability(Builder builder)
    {
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource(ModelArtsTelemetry.ActivitySourceName).AddConsoleExporter())
            .WithMetrics(metrics => metrics.AddMeter(ModelArtsTelemetry.MeterName).AddConsoleExporter());
        return builder.Services;
    }

    public static async Task<int> TestingAsync(CreateInstanceRequest request)
    {
        await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync();
        using ModelArtsClient client = new(simulator.CreateClientOptions());

        // The instance is created, but the answer is lost: it is found, and nothing is sent twice.
        simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());
        await client.DevEnvironments.CreateAsync(request);
        simulator.Journal.ShouldHave(1, SimulatorOperation.Create);
        return simulator.Instances.Count;
    }

    /// <summary>What a host's builder offers, for a test that needs no host.</summary>
    internal sealed record Builder(IServiceCollection Services, IConfiguration Configuration);
}
