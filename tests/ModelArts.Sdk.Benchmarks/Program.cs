using System.CommandLine;
using System.Reflection;
using BenchmarkDotNet.Running;
using ModelArts.Sdk.Benchmarks.Benchmarks;
using ModelArts.Sdk.Benchmarks.Budget;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.Benchmarks.Report;
using ModelArts.Sdk.Benchmarks.Scale;
using ModelArts.Sdk.Benchmarks.StartUp;

// Without a command: measures everything and writes docs/performance.md and its chart, in less than 20 minutes.
//   dotnet run -c Release --project tests/ModelArts.Sdk.Benchmarks
Option<bool> quick = new("--quick") { Description = "Allocations only, in less than a minute; writes nothing." };
Option<string[]> only = new("--only") { Description = $"Measure these parts anew, and take the others from the last time: {string.Join(", ", PerformanceReport.Names)}.", AllowMultipleArgumentsPerToken = true };
Option<int> seconds = new("--seconds") { Description = "How long the callers call.", DefaultValueFactory = _ => 60, Recursive = true };
Option<int> callers = new("--callers") { Description = "How many call at once.", DefaultValueFactory = _ => 200, Recursive = true };
RootCommand command = new("Measures what the SDK costs beside bare HttpClient.") { quick, only, seconds, callers };
command.SetAction(async (arguments, cancellationToken) =>
{
    if (arguments.GetValue(quick))
    {
        return await QuickRun.RunAsync();
    }

    string[] wanted = arguments.GetValue(only) is { Length: > 0 } chosen ? chosen : PerformanceReport.Names;
    foreach (string name in wanted)
    {
        Part part = name switch
        {
            "cpu" => await BenchmarkRun.MeasureCpuAsync(),
            "calls" => await BenchmarkRun.MeasureCallsAsync(),
            "signing" => BenchmarkRun.MeasureSigning(),
            "telemetry" => await BenchmarkRun.MeasureListenersAsync(),
            "start-up" => await StartUpRun.MeasureAsync(),
            "callers" => await ManyCallers.MeasureAsync(arguments.GetValue(callers), TimeSpan.FromSeconds(arguments.GetValue(seconds)), cancellationToken),
            "waits" => await ManyWaits.MeasureAsync(),
            _ => throw new ArgumentException($"There is no part '{name}'."),
        };
        part.Save();
        Console.WriteLine(PerformanceReport.Describe([part]));
    }

    PerformanceReport.Write();
    return 0;
});

Command server = new("server", "Answers as the service does, on loopback, until its input ends.") { Hidden = true };
server.SetAction((_, _) => Server.RunAsync());
command.Subcommands.Add(server);

Option<bool> record = new("--record") { Description = "Take what is measured for the budgets." };
Command budget = new("budget", "Compares what calls allocate with the recorded budgets.") { record };
budget.SetAction((arguments, _) => arguments.GetValue(record) ? BudgetCheck.RecordAsync() : BudgetCheck.RunAsync());
command.Subcommands.Add(budget);

Argument<string> contender = new("contender");
Argument<string> call = new("call") { Description = "get, create or list" };
Command profile = new("profile", "What a call allocates, by type.") { contender, call };
profile.SetAction((arguments, _) => QuickRun.ProfileAsync(arguments.GetRequiredValue(contender), arguments.GetRequiredValue(call)));
command.Subcommands.Add(profile);

Command benchmark = new("benchmark", "BenchmarkDotNet by itself, with its own arguments.") { TreatUnmatchedTokensAsErrors = false };
benchmark.SetAction((arguments, _) =>
{
    BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run([.. arguments.UnmatchedTokens]);
    return Task.FromResult(0);
});
command.Subcommands.Add(benchmark);
return await command.Parse(args).InvokeAsync();
