using System.CommandLine;
using System.Security.Cryptography;
using ModelArts.Sdk.Soak;
using ModelArts.Sdk.Soak.Figures;

// Creates, polls, stops and deletes instances through a random mix of faults, and then compares what the simulator has done with
// what the SDK has reported. Ends with 0 only when nothing was created twice, lost or reported wrongly.
Option<int> creates = new("--creates") { Description = "How many instances to create.", DefaultValueFactory = _ => 10_000 };
Option<int> callers = new("--callers") { Description = "How many callers create at once.", DefaultValueFactory = _ => 48 };
Option<double> rate = new("--rate") { Description = "Which share of the requests is struck, half of it after the commit.", DefaultValueFactory = _ => 0.3 };
Option<int?> seed = new("--seed") { Description = "What every fault follows from. Default: a random one, which is printed." };
RootCommand command = new("Runs the SDK through faults of all kinds, and audits what it reports.") { creates, callers, rate, seed };
command.SetAction((arguments, cancellationToken) => SoakRun.RunAsync(
    new SoakSettings(
        arguments.GetValue(creates),
        arguments.GetValue(callers),
        arguments.GetValue(rate),
        arguments.GetValue(seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue)),
    cancellationToken));
Command figures = new("figures", "Measures the promises about time, memory and outages instead.");
figures.SetAction((_, cancellationToken) => FiguresRun.RunAsync(cancellationToken));
command.Subcommands.Add(figures);
return await command.Parse(args).InvokeAsync();
