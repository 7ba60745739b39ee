// How long the simulator takes from its start to its first answer in a process that has done nothing before, beside what it stands on:
//   dotnet run -c Release --project tests/ModelArts.Sdk.Testing.StartUp [-- PROCESSES [CASE...]]
// Each figure comes from fresh processes, with the runtime as it is set up by default.

using System.Globalization;
using ModelArts.Sdk.Testing.StartUp;

if (args is ["measure", var name])
{
    await Measurement.RunAsync(name);
    return;
}

int processes = args.Length == 0 ? 11 : int.Parse(args[0], CultureInfo.InvariantCulture);
string[] cases = args.Length > 1 ? args[1..] : [.. Contenders.All.Keys];
await Report.WriteAsync(cases, processes);
