using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ModelArts.Sdk.Benchmarks.Budget;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.Benchmarks.Report;
using Perfolizer.Horology;

namespace ModelArts.Sdk.Benchmarks.Benchmarks;

/// <summary>Runs BenchmarkDotNet, and makes tables of its results: medians, and ratios within the run.</summary>
internal static class BenchmarkRun
{
    private static readonly string[] Calls = [nameof(CallBenchmarks.Get), nameof(CallBenchmarks.Create), nameof(CallBenchmarks.List)];

    public static async Task<Part> MeasureCallsAsync()
    {
        using ServerProcess server = await ServerProcess.StartAsync();
        Environment.SetEnvironmentVariable(ServerProcess.Variable, server.Endpoint.ToString());
        BenchmarkReport[] reports = Run<CallBenchmarks>();
        Part part = new("calls");
        foreach (NetworkKind network in Enum.GetValues<NetworkKind>())
        {
            List<string[]> rows = [];
            foreach (string call in Calls)
            {
                Measurement bare = Find(call, network, ContenderNames.Bare);
                foreach (string name in ContenderNames.Names)
                {
                    Measurement measured = Find(call, network, name);
                    rows.Add(
                    [
                        call == nameof(CallBenchmarks.List) ? "list, a page of 100" : call.ToLowerInvariant(),
                        name, Figures.Time(measured.Median), Figures.Ratio(measured.Median / bare.Median), Figures.Bytes(measured.Bytes), Figures.Ratio(measured.Bytes / (double)bare.Bytes),
                    ]);
                    if (network == NetworkKind.InMemory && name != ContenderNames.Bare)
                    {
                        part.Bars.Add(new Bar($"{call.ToLowerInvariant()}, allocated", name, measured.Bytes / (double)bare.Bytes));
                    }

                    if (network == NetworkKind.Loopback && name != ContenderNames.Bare)
                    {
                        part.Bars.Add(new Bar($"{call.ToLowerInvariant()}, time over loopback", name, measured.Median / bare.Median));
                    }
                }
            }

            part.Tables.Add(new Table(
                network == NetworkKind.InMemory ? "Calls without a network" : "Calls over loopback, to Kestrel in another process",
                "Time is the median of a call, allocations are the caller's; each ratio is to bare HttpClient in the same run.",
                ["call", "by", "time", "ratio", "allocated", "ratio"],
                rows));
        }

        AddGoal("signed GET, allocated", nameof(CallBenchmarks.Get), 1.4);
        AddGoal("signed create, allocated", nameof(CallBenchmarks.Create), 1.5);
        return part;

        Measurement Find(string call, NetworkKind network, string contender) => Measurement.Of(reports.Single(report =>
            report.BenchmarkCase.Descriptor.WorkloadMethod.Name == call
            && network.Equals(report.BenchmarkCase.Parameters[nameof(CallBenchmarks.Network)])
            && contender.Equals(report.BenchmarkCase.Parameters[nameof(CallBenchmarks.Contender)])));

        void AddGoal(string what, string call, double limit)
        {
            double ratio = Find(call, NetworkKind.InMemory, ContenderNames.Signed).Bytes / (double)Find(call, NetworkKind.InMemory, ContenderNames.Bare).Bytes;
            part.Goals.Add(new Goal(what, "bare HttpClient, same records, unsigned", $"at most {limit:0.0} times", Figures.Ratio(ratio), ratio <= limit));
        }
    }

    public static async Task<Part> MeasureCpuAsync()
    {
        Part part = new("cpu");
        List<string[]> rows = [];
        foreach ((string call, Func<IContender, Task> run) in ((string, Func<IContender, Task>)[])
        [
            ("get", static contender => contender.GetAsync()),
            ("create", static contender => contender.CreateAsync()),
            ("list, a page of 100", static contender => contender.ListAsync()),
        ])
        {
            IReadOnlyDictionary<string, double> times = await CpuMeter.MeasureAsync(run);
            double bare = times[ContenderNames.Bare];
            foreach (string name in ContenderNames.Names)
            {
                rows.Add([call, name, Figures.Time(times[name]), Figures.Ratio(times[name] / bare)]);
                if (name != ContenderNames.Bare)
                {
                    part.Bars.Add(new Bar($"{call}, CPU without a network", name, times[name] / bare));
                }
            }

            if (call == "get")
            {
                double ratio = times[ContenderNames.Signed] / bare;
                part.Goals.Add(new Goal("signed GET, CPU, in-memory handler", "bare HttpClient, same records, unsigned", "at most 1.5 times", Figures.Ratio(ratio), ratio <= 1.5));
            }
        }

        part.Tables.Add(new Table(
            "Processor time of a call without a network",
            "Of the whole process, garbage collection included; the contenders took turns, medians of 11.",
            ["call", "by", "CPU", "ratio"],
            rows));
        return part;
    }

    public static Part MeasureSigning()
    {
        Part part = new("signing");
        BenchmarkReport[] signing = Run<SigningBenchmarks>();
        part.Tables.Add(List("Signing a create request of 450 bytes", signing));
        part.Tables.Add(List("Requests, answers and waits", [.. Run<RequestBenchmarks>(), .. Run<WaitBenchmarks>()]));
        Measurement hashes = Measurement.Of(signing.Single(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == nameof(SigningBenchmarks.BareHashes)));
        Measurement signer = Measurement.Of(signing.Single(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == nameof(SigningBenchmarks.Access)));
        double ratio = signer.Median / hashes.Median;
        part.Goals.Add(new Goal(
            "signing alone", "its three hashes", "at most 2.0 times, at most 1 kB", $"{Figures.Ratio(ratio)}, {Figures.Bytes(signer.Bytes)}", ratio <= 2 && signer.Bytes <= 1024));
        return part;
    }

    public static async Task<Part> MeasureListenersAsync()
    {
        Part part = new("telemetry");
        part.Tables.Add(List("With and without listeners to spans and metrics", Run<ListenerBenchmarks>()));
        (long without, long silent) = await TelemetryCost.MeasureAsync();
        part.Goals.Add(new Goal("telemetry when nobody listens", "without it", "0 B", $"{silent - without} B", silent == without));
        return part;
    }

    private static BenchmarkReport[] Run<T>()
    {
        Job job = Job.Default.WithWarmupCount(5).WithIterationCount(9).WithIterationTime(TimeInterval.FromMilliseconds(200)).DontEnforcePowerPlan();
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(JsonExporter.Brief)
            .WithArtifactsPath(Path.Combine(Part.Folder, "benchmarks"));
        return [.. BenchmarkRunner.Run<T>(config).Reports];
    }

    private static Table List(string title, BenchmarkReport[] reports) => new(
        title,
        "",
        ["what", "time", "allocated"],
        [
            .. reports.Select(report =>
            {
                Measurement measured = Measurement.Of(report);
                string name = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
                string parameters = report.BenchmarkCase.HasParameters ? $" ({report.BenchmarkCase.Parameters.DisplayInfo.Trim('[', ']')})" : "";
                return (string[])[name + parameters, Figures.Time(measured.Median), Figures.Bytes(measured.Bytes)];
            }),
        ]);

    private readonly record struct Measurement(double Median, long Bytes)
    {
        public static Measurement Of(BenchmarkReport report) => new(
            report.ResultStatistics?.Median ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} has failed."),
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
    }
}
