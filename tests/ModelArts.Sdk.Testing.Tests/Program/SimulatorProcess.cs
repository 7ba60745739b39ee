using System.Diagnostics;
using System.Reflection;

namespace ModelArts.Sdk.Testing.Tests.Program;

/// <summary>The program of samples/Simulator, in a process of its own.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private static readonly string Assembly = typeof(SimulatorProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "SimulatorProgram").Value!;

    private readonly Process _process;
    private readonly Dictionary<string, string> _printed = [];

    private SimulatorProcess(Process process) => _process = process;

    public string Endpoint => _printed["endpoint"];

    public string ProjectId => _printed["project"];

    public string Token => _printed["token"];

    /// <summary>Starts it, and reads what it prints until it is ready.</summary>
    public static Task<SimulatorProcess> StartAsync(params string[] arguments) =>
        ReadyAsync(Start("dotnet", ["exec", Assembly, "--port", "0", "--quiet", .. arguments]));

    /// <summary>Starts it where no file can have more than some KiB: to a program that is as if the disk were full.</summary>
    public static Task<SimulatorProcess> StartWithoutSpaceAsync(int kilobytes, params string[] arguments) => ReadyAsync(Start(
        "bash",
        ["-c", $"trap '' XFSZ; ulimit -f {kilobytes}; DOTNET_EnableWriteXorExecute=0 exec dotnet exec \"$@\"", "bash", Assembly, "--port", "0", "--quiet", .. arguments]));

    private static async Task<SimulatorProcess> ReadyAsync(Process process)
    {
        SimulatorProcess simulator = new(process);
        while (await simulator._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("A browser", StringComparison.Ordinal))
            {
                return simulator;
            }

            string[] parts = line.Split("  ", 2, StringSplitOptions.TrimEntries);
            simulator._printed[parts[0]] = parts[^1];
        }

        throw new InvalidOperationException($"It did not start: {await simulator._process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>Runs it to its end, which must come by itself.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start("dotnet", ["exec", Assembly, .. arguments]);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        return (process.ExitCode, error);
    }

    /// <summary>SIGKILL, which no program can do anything about.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static Process Start(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
