using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.Benchmarks.Report;

namespace ModelArts.Sdk.Benchmarks.Budget;

/// <summary>
/// The processor time of calls without a network, garbage collection included. What else runs on the machine takes time but not this
/// process's, and the contenders take turns.
/// </summary>
internal static class CpuMeter
{
    private const int Rounds = 11;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(300);

    /// <summary>The median of a call by each contender, in nanoseconds.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(Func<IContender, Task> call)
    {
        using InMemoryService network = new();
        Dictionary<string, IContender> contenders = ContenderNames.Names.ToDictionary(name => name, name => ContenderNames.Make(name, network, InMemoryService.Endpoint));
        Dictionary<string, List<double>> times = contenders.Keys.ToDictionary(name => name, _ => new List<double>());

        // The first rounds are those in which the code is compiled, and compiled better.
        for (int round = -5; round < Rounds; round++)
        {
            foreach ((string name, IContender contender) in contenders)
            {
                double time = await TakeTurnAsync(() => call(contender));
                if (round >= 0)
                {
                    times[name].Add(time);
                }
            }
        }

        foreach (IContender contender in contenders.Values)
        {
            contender.Dispose();
        }

        return times.ToDictionary(pair => pair.Key, pair => Figures.Median(pair.Value));
    }

    private static async Task<double> TakeTurnAsync(Func<Task> call)
    {
        GC.Collect();
        int calls = 0;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        TimeSpan used;
        do
        {
            for (int i = 0; i < 50; i++)
            {
                await call();
            }

            calls += 50;
            used = Environment.CpuUsage.TotalTime - before;
        }
        while (used < Turn);
        return used.TotalNanoseconds / calls;
    }
}
