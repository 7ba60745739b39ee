// Runs the native program of its first argument against a simulator, and checks from outside what arrived there.

using System.Diagnostics;
using ModelArts.Sdk.Testing;

await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new SimulatorOptions
{
    CreatingDuration = TimeSpan.FromSeconds(1),
    StartingDuration = TimeSpan.FromSeconds(1),
    StoppingDuration = TimeSpan.FromSeconds(1),
    RestartingDuration = TimeSpan.FromSeconds(1),
    DeletingDuration = TimeSpan.FromSeconds(1),
});

using Process native = Process.Start(args[0], [simulator.Endpoint.ToString(), simulator.ProjectId, simulator.AuthToken, simulator.AccessKey, simulator.SecretKey]);
await native.WaitForExitAsync();
if (native.ExitCode != 0)
{
    Console.Error.WriteLine($"The native program ended with {native.ExitCode}.");
    return 1;
}

// The second create is the one that is refused for its name; the broken request must not have arrived at all.
simulator.Journal.ShouldHave(2, SimulatorOperation.Create);
simulator.Journal.ShouldHave(1, SimulatorOperation.Create, entry => entry.StatusCode == 200);
simulator.Journal.ShouldHave(1, SimulatorOperation.Delete, entry => entry.StatusCode == 200);
Console.WriteLine($"simulator: {simulator.Journal.Entries.Count} requests, one instance created");
return 0;
