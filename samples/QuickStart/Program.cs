using ModelArts.Sdk;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;
using QuickStart;
using Spectre.Console;

return await CommandLine.Parse(args, RunAsync);

static async Task<int> RunAsync(Settings settings, CancellationToken cancellationToken)
{
    // Failures go to standard error, so that the output of a run can be piped.
    IAnsiConsole errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
    try
    {
        if (settings.UsesSimulator)
        {
            AnsiConsole.MarkupLine("[grey]On a simulator: no account, no bill. For the real service see --help.[/]");
            await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(
                new SimulatorOptions { CreatingDuration = TimeSpan.FromSeconds(2), StoppingDuration = TimeSpan.FromSeconds(1), DeletingDuration = TimeSpan.FromSeconds(1) },
                cancellationToken);
            using ModelArtsClient client = new(simulator.CreateClientOptions());
            return await new InstanceJourney(client, settings, errors).RunAsync(cancellationToken);
        }

        using ModelArtsClient real = new(settings.ToClientOptions());
        return await new InstanceJourney(real, settings, errors).RunAsync(cancellationToken);
    }
    catch (OperationCanceledException)
    {
        errors.MarkupLine("[yellow]Cancelled.[/]");
        return ExitCode.Cancelled;
    }
    catch (InvalidRequestException exception)
    {
        errors.MarkupLine("[red]The request was not sent, since it breaks these rules:[/]");
        foreach (RequestFailure failure in exception.Failures)
        {
            errors.MarkupLineInterpolated($"  [bold]{failure.Path}[/] {failure.Rule} [grey](Table {failure.Table} of the API)[/]");
        }

        return ExitCode.Usage;
    }
    catch (ArgumentException exception)
    {
        errors.MarkupLineInterpolated($"[red]{exception.Message}[/]");
        return ExitCode.Usage;
    }
    catch (ModelArtsException exception)
    {
        errors.MarkupLineInterpolated($"[red]{exception.Message}[/]");
        return ExitCode.Failed;
    }
}
