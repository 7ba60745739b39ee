using System.Diagnostics;
using System.Runtime.InteropServices;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.Benchmarks.Report;

namespace ModelArts.Sdk.Benchmarks.StartUp;

/// <summary>
/// Whole processes, from their start to their first answer: the console of tests/ModelArts.Sdk.StartUp beside the one that has only
/// HttpClient, compiled in three ways. They take turns, so that whatever else the machine does meets both.
/// </summary>
internal static class StartUpRun
{
    private const int Rounds = 25;

    private static readonly (string Name, string[] Options)[] Compilations =
    [
        ("JIT", ["--no-self-contained"]),
        ("ReadyToRun", ["--no-self-contained", "-p:PublishReadyToRun=true"]),
        ("native AOT", ["-p:PublishAot=true"]),
    ];

    public static async Task<Part> MeasureAsync()
    {
        Part part = new("start-up");
        List<string[]> rows = [];
        using ServerProcess server = await ServerProcess.StartAsync();
        foreach ((string compilation, string[] options) in Compilations)
        {
            string sdk = await PublishAsync("ModelArts.Sdk.StartUp", compilation, options);
            string bare = await PublishAsync("ModelArts.Sdk.StartUp.Bare", compilation, options);
            double[] times = await CompareAsync([(bare, []), (sdk, [Example.Token]), (sdk, [Example.AccessKey, Example.SecretKey])], server.Endpoint);
            (double bareTime, double tokenTime, double sdkTime) = (times[0], times[1], times[2]);
            double ratio = sdkTime / bareTime;
            rows.Add([compilation, Figures.Time(bareTime), Figures.Time(tokenTime), Figures.Ratio(tokenTime / bareTime), Figures.Time(sdkTime), Figures.Ratio(ratio)]);
            part.Bars.Add(new Bar("start to first answer", $"SDK, token, {compilation}", tokenTime / bareTime));
            part.Bars.Add(new Bar("start to first answer", $"SDK, signed, {compilation}", ratio));
            if (compilation == "JIT")
            {
                part.Goals.Add(new Goal("start to first answer, JIT", "bare HttpClient", "at most 1.4 times", $"signed {Figures.Ratio(ratio)}, token {Figures.Ratio(tokenTime / bareTime)}", ratio <= 1.4));
            }
            else if (compilation == "native AOT")
            {
                part.Goals.Add(new Goal(
                    "start to first answer, AOT",
                    "bare HttpClient, AOT",
                    "at most 1.3 times, under 20 ms",
                    $"signed {Figures.Ratio(ratio)}, {Figures.Time(sdkTime)}; token {Figures.Ratio(tokenTime / bareTime)}, {Figures.Time(tokenTime)}",
                    ratio <= 1.3 && sdkTime < 20e6));
                double size = new FileInfo(sdk).Length / (double)new FileInfo(bare).Length;
                part.Goals.Add(new Goal(
                    "AOT binary of a console with create and wait",
                    "the same with bare HttpClient",
                    "at most 1.5 times",
                    $"{Figures.Ratio(size)} ({Figures.Bytes(new FileInfo(sdk).Length)} and {Figures.Bytes(new FileInfo(bare).Length)})",
                    size <= 1.5));
                part.Bars.Add(new Bar("size of the native program", "SDK", size));
            }
        }

        part.Tables.Add(new Table(
            "Start-up: a whole process, from its start to its first answer",
            $"A get over loopback; medians of {Rounds} processes of each kind, which took turns.",
            ["compiled", "bare HttpClient", "SDK, token", "ratio", "SDK, signed", "ratio"],
            rows));
        return part;
    }

    /// <summary>The median time of each program.</summary>
    private static async Task<double[]> CompareAsync((string Program, string[] Credential)[] contenders, Uri endpoint)
    {
        List<double>[] times = [.. contenders.Select(_ => new List<double>())];
        for (int round = -2; round < Rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                double time = await TimeAsync(contenders[i].Program, ["get", endpoint.ToString(), Example.Project, .. contenders[i].Credential]);

                // The first bring the files into the memory of the machine.
                if (round >= 0)
                {
                    times[i].Add(time);
                }
            }
        }

        return [.. times.Select(Figures.Median)];
    }

    /// <summary>From the start of a process until it has written the id of the instance, in nanoseconds.</summary>
    private static async Task<double> TimeAsync(string program, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };

        // As users start programs, whatever this process was started with.
        start.Environment.Remove("DOTNET_TieredCompilation");
        start.Environment.Remove("DOTNET_TieredPGO");
        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string? answer = await process.StandardOutput.ReadLineAsync();
        double elapsed = Stopwatch.GetElapsedTime(begun).TotalNanoseconds;
        await process.WaitForExitAsync();
        return answer == Example.InstanceId ? elapsed : throw new InvalidOperationException($"{program} has answered '{answer}'.");
    }

    private static async Task<string> PublishAsync(string project, string compilation, string[] options)
    {
        string folder = Path.Combine(Part.Folder, "programs", $"{project} {compilation}");
        ProcessStartInfo start = new("dotnet", ["publish", Path.Combine(Repository.Root, "tests", project), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, "-v", "q", "--nologo", .. options]);
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? Path.Combine(folder, project) : throw new InvalidOperationException($"{project} could not be published ({compilation}).");
    }
}
