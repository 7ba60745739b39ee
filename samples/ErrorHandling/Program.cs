// Every error that the SDK throws, provoked against a simulator in this process, caught and handled. The exit code is 0 only when each
// came as expected. No account, no bill.

using ErrorHandling;
using ModelArts.Sdk;
using ModelArts.Sdk.Testing;
using Spectre.Console;

await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new SimulatorOptions
{
    CreatingDuration = TimeSpan.FromSeconds(1),
    StartingDuration = TimeSpan.FromSeconds(1),
});
using ModelArtsClient client = new(simulator.CreateClientOptions());
Stage stage = new(simulator, client);

Demonstration[] demonstrations =
[
    .. BeforeAnythingIsSent.Demonstrations,
    .. TheServiceRefuses.Demonstrations,
    .. TheNetworkFails.Demonstrations,
    .. TheAnswerIsLost.Demonstrations,
    .. Waiting.Demonstrations,
];
List<string> unexpected = [];
foreach (Demonstration demonstration in demonstrations)
{
    if (!await demonstration.ShowAsync(stage))
    {
        unexpected.Add(demonstration.Title);
    }
}

AnsiConsole.WriteLine();
AnsiConsole.WriteLine(unexpected.Count == 0
    ? $"{demonstrations.Length} errors came as expected, and were handled."
    : $"Not as expected: {string.Join(", ", unexpected)}.");
return unexpected.Count == 0 ? 0 : 1;
