using ModelArts.Sdk;
using ModelArts.Sdk.DevEnvironments;
using Spectre.Console;

namespace QuickStart;

/// <summary>The sample itself: create, wait, show, stop, delete.</summary>
internal sealed class InstanceJourney(ModelArtsClient client, Settings settings, IAnsiConsole errors)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        InstanceOperation operation = await BeginAsync(cancellationToken);
        try
        {
            DevEnvironmentInstance instance = await WaitAsync(operation, cancellationToken);
            Show(instance);
            if (settings.InstanceId is not null)
            {
                AnsiConsole.MarkupLine("It goes on running: this sample deletes only what it has made in the same run.");
            }
            else if (settings.Keep)
            {
                AnsiConsole.MarkupLine("It goes on running, as asked for by --keep.");
            }
            else
            {
                await RemoveAsync(instance, cancellationToken);
            }

            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            // Whoever stops waiting must know what to look for: the service goes on without them.
            errors.MarkupLineInterpolated($"[yellow]Stopped waiting for instance {operation.InstanceId}. It goes on, and is not deleted.[/]");
            if (!settings.UsesSimulator)
            {
                errors.MarkupLineInterpolated($"[yellow]To go on waiting, run this again with --instance-id {operation.InstanceId}[/]");
            }

            return ExitCode.Cancelled;
        }
    }

    private async Task<InstanceOperation> BeginAsync(CancellationToken cancellationToken)
    {
        if (settings.InstanceId is { } instanceId)
        {
            AnsiConsole.MarkupLineInterpolated($"Going on with {instanceId}");
            return client.DevEnvironments.GetOperation(instanceId, InstanceGoal.Running);
        }

        CreateInstanceRequest request = settings.ToRequest();
        InstanceOperation operation;
        try
        {
            operation = await client.DevEnvironments.CreateAsync(request, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The request may have arrived before it was given up.
            errors.MarkupLineInterpolated($"[yellow]Stopped while creating. An instance named {request.Name} may exist all the same: look for it in the console.[/]");
            throw;
        }

        AnsiConsole.MarkupLineInterpolated($"Created [bold]{request.Name}[/]: {operation.InstanceId}");
        return operation;
    }

    private async Task RemoveAsync(DevEnvironmentInstance instance, CancellationToken cancellationToken)
    {
        AnsiConsole.MarkupLine("Stopping what this sample has made; --keep leaves it running.");
        await WaitAsync(await client.DevEnvironments.StopAsync(instance.Id, cancellationToken), cancellationToken);
        AnsiConsole.MarkupLine("Deleting it.");
        await WaitAsync(await client.DevEnvironments.DeleteAsync(instance.Id, cancellationToken), cancellationToken);
        AnsiConsole.MarkupLineInterpolated($"It is gone: nothing is left that could be billed.");
    }

    private Task<DevEnvironmentInstance> WaitAsync(InstanceOperation operation, CancellationToken cancellationToken) =>
        StatusDisplay.ShowAsync(progress => operation.WaitAsync(
            new WaitOptions { Timeout = settings.Timeout, MinInterval = TimeSpan.FromSeconds(1), Progress = progress },
            cancellationToken));

    private static void Show(DevEnvironmentInstance instance)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Row("Id", instance.Id);
        Row("Name", instance.Name);
        Row("Status", instance.Status.Value);
        Row("Profile", instance.Profile?.Name);
        Row("Flavor", instance.Flavor?.Value);
        Row("Storage", $"{instance.Spec?.Storage?.Type} {instance.Spec?.Storage?.Location?.VolumeSize} {instance.Spec?.Storage?.Location?.VolumeUnit} at {instance.Spec?.Storage?.Location?.Path}");
        Row("Created", instance.CreationTimestamp?.ToString("u"));
        Row("Stops by itself", instance.AutoStopRemaining is { } remaining ? $"in {remaining:c}" : "never");
        AnsiConsole.Write(new Panel(grid).Header("The instance").Border(BoxBorder.Rounded));

        void Row(string name, string? value) => grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value ?? "-"));
    }
}
