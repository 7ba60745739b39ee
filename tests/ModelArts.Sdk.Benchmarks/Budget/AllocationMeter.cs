namespace ModelArts.Sdk.Benchmarks.Budget;

/// <summary>How many bytes a call allocates: the mean over many, after the first ones, whatever thread they ran on.</summary>
internal static class AllocationMeter
{
    private const int WarmUps = 100;
    private const int Calls = 500;
    private const int Rounds = 3;

    /// <summary>The bytes of one call, by the lowest of some rounds: what else the process does can only add to them.</summary>
    public static async Task<long> MeasureAsync(Func<Task> call)
    {
        for (int i = 0; i < WarmUps; i++)
        {
            await call();
        }

        long lowest = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Calls; i++)
            {
                await call();
            }

            lowest = Math.Min(lowest, (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls);
        }

        return lowest;
    }
}
