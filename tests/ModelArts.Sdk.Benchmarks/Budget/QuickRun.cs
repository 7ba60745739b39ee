using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;

namespace ModelArts.Sdk.Benchmarks.Budget;

/// <summary>Allocations alone, which need neither a quiet machine nor much time.</summary>
internal static class QuickRun
{
    public static async Task<int> RunAsync()
    {
        Console.WriteLine($"{"bytes",-18}{"get",10}{"create",10}{"list",10}");
        foreach (string name in ContenderNames.Names)
        {
            using InMemoryService network = new();
            using IContender contender = ContenderNames.Make(name, network, InMemoryService.Endpoint);
            long get = await AllocationMeter.MeasureAsync(contender.GetAsync);
            long create = await AllocationMeter.MeasureAsync(contender.CreateAsync);
            long list = await AllocationMeter.MeasureAsync(contender.ListAsync);
            Console.WriteLine($"{name,-18}{get,10}{create,10}{list,10}");
        }

        return 0;
    }

    public static async Task<int> ProfileAsync(string name, string call)
    {
        using InMemoryService network = new();
        using IContender contender = ContenderNames.Make(name, network, InMemoryService.Endpoint);
        Func<Task> run = call switch { "get" => contender.GetAsync, "create" => contender.CreateAsync, _ => contender.ListAsync };
        foreach ((string type, int bytes) in await AllocationProfile.MeasureAsync(run))
        {
            Console.WriteLine($"{bytes,7} {type}");
        }

        return 0;
    }
}
