// Compiled into a fresh console that has nothing but the package ModelArts.Sdk.Testing: runs a program, which has nothing but the
// package ModelArts.Sdk, against a simulator, and checks from outside what it says and what arrived.
//   PackageTest PROGRAM RUNTIME, such as: PackageTest app/net8/app ".NET 8."

using System.Diagnostics;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

(string program, string runtime) = (args[0], args[1]);
await using ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(new SimulatorOptions
{
    CreatingDuration = TimeSpan.FromSeconds(1),
    StartingDuration = TimeSpan.FromSeconds(1),
});

using Process process = Process.Start(new ProcessStartInfo(program)
{
    RedirectStandardOutput = true,
    Environment =
    {
        ["SIMULATOR_ENDPOINT"] = simulator.Endpoint.ToString(),
        ["SIMULATOR_PROJECT_ID"] = simulator.ProjectId,
        ["HUAWEICLOUD_SDK_AK"] = simulator.AccessKey,
        ["HUAWEICLOUD_SDK_SK"] = simulator.SecretKey,
    },
})!;
string output = await process.StandardOutput.ReadToEndAsync();
await process.WaitForExitAsync();
Console.Write(output);

Check(process.ExitCode == 0, $"exit code 0, not {process.ExitCode}");
Check(output.StartsWith(runtime, StringComparison.Ordinal), $"to run on {runtime}");
Check(output.TrimEnd().EndsWith("my-notebook is RUNNING", StringComparison.Ordinal), "'my-notebook is RUNNING' in the end");
simulator.Journal.ShouldHave(1, SimulatorOperation.Create, entry => entry.StatusCode == 200 && entry.Authentication == SimulatorAuthentication.SignatureAccepted);
DevEnvironmentInstance instance = simulator.Instances.Single();
Check(instance.Name == "my-notebook" && instance.Status == InstanceStatus.Running, $"an instance that runs, not {instance.Name}: {instance.Status}");
Console.WriteLine($"simulator: {simulator.Journal.Entries.Count} signed requests, {instance.Id} is {instance.Status}");
return 0;

static void Check(bool holds, string expected)
{
    if (!holds)
    {
        Console.Error.WriteLine($"package test: expected {expected}");
        Environment.Exit(1);
    }
}
