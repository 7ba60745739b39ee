using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace ModelArts.Sdk.Benchmarks.Budget;

/// <summary>
/// What a call allocates, by type: from the samples that the runtime takes of all allocations (.NET 9 and later). Says where to look;
/// <see cref="AllocationMeter"/> says how much it is.
/// </summary>
internal sealed class AllocationProfile : EventListener
{
    private const EventKeywords AllocationSampling = (EventKeywords)0x80000000000;
    private const int Calls = 300_000;

    private readonly ConcurrentDictionary<string, double> _bytes = new();
    private bool _isOn;

    public static async Task<IReadOnlyList<(string Type, int Bytes)>> MeasureAsync(Func<Task> call)
    {
        long total = await AllocationMeter.MeasureAsync(call);
        using AllocationProfile profile = new();
        profile._isOn = true;
        for (int i = 0; i < Calls; i++)
        {
            await call();
        }

        profile._isOn = false;

        // A sample stands for a hundred kilobytes, of whatever size its object is: the shares of all samples are those of the bytes.
        double all = profile._bytes.Values.Sum();
        return [.. profile._bytes.Select(pair => (pair.Key, (int)(pair.Value / all * total))).Where(pair => pair.Item2 >= 8).OrderByDescending(pair => pair.Item2)];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Informational, AllocationSampling);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (_isOn && eventData.EventName == "AllocationSampled" && eventData.PayloadNames!.IndexOf("TypeName") is var name and >= 0)
        {
            string type = Convert.ToString(eventData.Payload![name], CultureInfo.InvariantCulture)!;
            _bytes.AddOrUpdate(type, 1, static (_, sum) => sum + 1);
        }
    }
}
