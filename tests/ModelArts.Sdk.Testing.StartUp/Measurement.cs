using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace ModelArts.Sdk.Testing.StartUp;

/// <summary>What one contender took, in the process that did it.</summary>
/// <param name="Wall">From its start to its first answer, in milliseconds.</param>
/// <param name="Processor">The processor time of that, of all threads, in milliseconds.</param>
/// <param name="Methods">How many methods were compiled meanwhile.</param>
internal sealed record Measurement(double Wall, double Processor, long Methods)
{
    /// <summary>Measures a contender in this process, and writes that as a line to be read by another.</summary>
    public static async Task RunAsync(string name)
    {
        Func<Task> contender = Contenders.All[name];
        using Process process = Process.GetCurrentProcess();
        long methods = JitInfo.GetCompiledMethodCount();
        TimeSpan processor = process.TotalProcessorTime;
        long begun = Stopwatch.GetTimestamp();
        await contender();
        TimeSpan wall = Stopwatch.GetElapsedTime(begun);
        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{wall.TotalMilliseconds} {(process.TotalProcessorTime - processor).TotalMilliseconds} {JitInfo.GetCompiledMethodCount() - methods}"));

        // Nothing is taken down: a process that ends frees everything, and what that takes is not asked here.
        Environment.Exit(0);
    }

    /// <summary>Measures a contender in a process of its own.</summary>
    public static async Task<Measurement> InFreshProcessAsync(string name)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["measure", name]) { RedirectStandardOutput = true };

        // As a user's tests run, whatever this process was started with.
        foreach (string setting in start.Environment.Keys.Where(static key => key.StartsWith("DOTNET_T", StringComparison.Ordinal) || key.StartsWith("DOTNET_ReadyToRun", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(setting);
        }

        using Process process = Process.Start(start)!;
        string line = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && line.Split(' ') is [var wall, var processor, var methods]
            ? new Measurement(
                double.Parse(wall, CultureInfo.InvariantCulture),
                double.Parse(processor, CultureInfo.InvariantCulture),
                long.Parse(methods, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The process that measures '{name}' ended with {process.ExitCode}: {line}");
    }
}
