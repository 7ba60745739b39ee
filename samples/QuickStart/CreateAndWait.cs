using ModelArts.Sdk;
using ModelArts.Sdk.DevEnvironments;
using Spectre.Console;

namespace QuickStart;

/// <summary>The sample itself: create, wait, show.</summary>
internal static class CreateAndWait
{
    public static async Task<int> RunAsync(ModelArtsClient client, Settings settings, IAnsiConsole errors, CancellationToken cancellationToken)
    {
        CreateInstanceRequest request = settings.ToRequest();
        InstanceOperation operation = await client.DevEnvironments.CreateAsync(request, cancellationToken);
        AnsiConsole.MarkupLineInterpolated($"Created [bold]{request.Name}[/]: {operation.InstanceId}");

        DevEnvironmentInstance instance;
        try
        {
            instance = await StatusDisplay.ShowAsync(progress => operation.WaitAsync(
                new WaitOptions
                {
                    Timeout = settings.Timeout,
                    MinInterval = TimeSpan.FromSeconds(1),
                    Progress = progress,
                },
                cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // Whoever stops waiting must know what to look for: the service goes on without them.
            errors.MarkupLineInterpolated($"[yellow]Stopped waiting for instance {operation.InstanceId}. It goes on, and is not deleted.[/]");
            return ExitCode.Cancelled;
        }

        Show(instance);
        return instance.Status == InstanceStatus.Running ? ExitCode.Running : ExitCode.Failed;
    }

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
        Row("Stops by itself", instance.Spec?.AutoStop is { Enable: true } autoStop ? $"after {autoStop.Duration:c}" : "never");
        AnsiConsole.Write(new Panel(grid).Header("The instance").Border(BoxBorder.Rounded));

        void Row(string name, string? value) => grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value ?? "-"));
    }
}
