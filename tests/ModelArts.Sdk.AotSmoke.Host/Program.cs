// Runs the native program of its first argument against a simulator, and checks from outside what arrived there.

using System.Diagnostics;
using ModelArts.Sdk;
using ModelArts.Sdk.Testing;

await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new SimulatorOptions
{
    CreatingDuration = TimeSpan.FromSeconds(1),
    StartingDuration = TimeSpan.FromSeconds(1),
    StoppingDuration = TimeSpan.FromSeconds(0.3),
    RestartingDuration = TimeSpan.FromSeconds(0.3),
    DeletingDuration = TimeSpan.FromSeconds(0.3),
    FreeCapacity = 1,
});
simulator.NextCreate.WillFail("no machine left", ModelArtsErrorCode.CapacityInsufficient);

using Process native = Process.Start(args[0],
[
    simulator.Endpoint.ToString(), simulator.ProjectId, simulator.AuthToken, simulator.AccessKey, simulator.SecretKey,
    simulator.UserName, simulator.Password, simulator.DomainName,
]);
await native.WaitForExitAsync();
if (native.ExitCode != 0)
{
    Console.Error.WriteLine($"The native program ended with {native.ExitCode}.");
    return 1;
}

// Five are created; a sixth is refused for its name, and the broken request must not have arrived at all.
SimulatorJournal journal = simulator.Journal;
journal.ShouldHave(6, SimulatorOperation.Create);
journal.ShouldHave(5, SimulatorOperation.Create, entry => entry.StatusCode == 200);
journal.ShouldHave(0, SimulatorOperation.Unmatched);
journal.ShouldHave(1, SimulatorOperation.Queue, entry => entry.StatusCode == 200);
journal.ShouldHave(1, SimulatorOperation.Dequeue, entry => entry.StatusCode == 200);
SimulatorOperation[] unused =
[
    .. ((SimulatorOperation[])
    [
        SimulatorOperation.Get, SimulatorOperation.List, SimulatorOperation.Update, SimulatorOperation.Delete, SimulatorOperation.Start,
        SimulatorOperation.Stop, SimulatorOperation.Restart, SimulatorOperation.GetAccessToken, SimulatorOperation.CreateToken, SimulatorOperation.FindProjects,
    ]).Where(operation => journal.Of(operation).All(entry => entry.StatusCode is < 200 or > 299)),
];
if (unused.Length > 0 || simulator.Instances.Count > 0)
{
    Console.Error.WriteLine($"The native program never had a success of: {string.Join(", ", unused)}; {simulator.Instances.Count} instances are left.");
    return 1;
}

Console.WriteLine($"simulator: {journal.Entries.Count} requests, every operation, five instances created and none left");
return 0;
