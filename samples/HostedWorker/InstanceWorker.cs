using Microsoft.Extensions.Options;
using ModelArts.Sdk;
using ModelArts.Sdk.DevEnvironments;

namespace HostedWorker;

/// <summary>The job: three instances at once, their use, and their end. What it began it names when it has to leave early.</summary>
internal sealed partial class InstanceWorker(
    DevEnvironmentsClient environments,
    IOptions<WorkerOptions> options,
    IHostApplicationLifetime lifetime,
    Outcome outcome,
    ILogger<InstanceWorker> log) : BackgroundService
{
    private readonly List<InstanceOperation> _begun = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            outcome.ExitCode = await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Ctrl+C or SIGTERM: the waiting ends, the instances do not.
            NameWhatGoesOn();
            outcome.ExitCode = ExitCode.Stopped;
        }
        catch (ModelArtsException exception)
        {
            Failed(exception.Message);
            NameWhatGoesOn();
            outcome.ExitCode = ExitCode.Failed;
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async Task<int> RunAsync(CancellationToken stoppingToken)
    {
        WaitOptions wait = new() { Timeout = options.Value.Timeout, MinInterval = TimeSpan.FromMilliseconds(500) };

        // The requests one after the other: each is answered at once, and what was begun is known when one of them fails.
        foreach (string name in options.Value.Names)
        {
            _begun.Add(await environments.CreateAsync(
                CreateInstanceRequest.For(name)
                    .WithProfile(options.Value.Profile)
                    .WithFlavor(options.Value.Flavor)
                    .WithEvsStorage()
                    .WithAutoStop(TimeSpan.FromHours(1))
                    .Build(),
                stoppingToken));
        }

        // The minutes all at once: one request for each look, however many instances there are.
        IReadOnlyList<InstanceOperation> created = await environments.WaitAllAsync(_begun, wait, stoppingToken);
        InstanceOperation[] running = [.. created.Where(operation => operation.HasSucceeded)];
        Ready(running.Length, created.Count);

        // Here an application would do its work.
        InstanceOperation[] ends = await Task.WhenAll(
            created.Select(operation => environments.StopThenDeleteAsync(operation.InstanceId, wait, stoppingToken)));
        IReadOnlyList<InstanceOperation> deleted = await environments.WaitAllAsync(ends, wait, stoppingToken);
        int gone = deleted.Count(operation => operation.HasSucceeded);
        Gone(gone, deleted.Count);
        return running.Length == created.Count && gone == deleted.Count ? ExitCode.Success : ExitCode.Failed;
    }

    private void NameWhatGoesOn()
    {
        foreach (InstanceOperation operation in _begun)
        {
            Left(operation.InstanceId, operation.Instance?.Status.Value ?? "not seen yet");
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Running} of {All} instances run.")]
    private partial void Ready(int running, int all);

    [LoggerMessage(2, LogLevel.Information, "{Gone} of {All} instances are gone.")]
    private partial void Gone(int gone, int all);

    [LoggerMessage(3, LogLevel.Warning, "Left early: instance {InstanceId} goes on by itself, and is billed while it exists. It was {Status} when last seen.")]
    private partial void Left(string instanceId, string status);

    [LoggerMessage(4, LogLevel.Error, "{Problem}")]
    private partial void Failed(string problem);
}
