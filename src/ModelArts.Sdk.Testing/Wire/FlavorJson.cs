using System.Globalization;
using System.Text.Json.Nodes;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Wire;

/// <summary>
/// <c>flavor_details</c> (Table 16). The figures of <c>modelarts.bm.gpu.v100NV32</c> are those of the API's example; those of
/// others follow from their names.
/// </summary>
internal static class FlavorJson
{
    private const int MemoryPerCpu = 4;

    public static JsonObject Write(string flavor, Hardware hardware, InstanceView view)
    {
        bool free = FreeFlavor.Is(flavor);
        bool soldOut = view.IsSoldOut || view.Queue is not null;
        JsonObject details = new()
        {
            ["name"] = flavor,
            ["params"] = Parameters(flavor, hardware, free),
            ["status"] = soldOut ? "soldOut" : "onSale",
            ["type"] = hardware switch
            {
                Hardware.Gpu => "GPU",
                Hardware.Ascend => "ASCEND",
                _ => "CPU",
            },
        };
        if (free)
        {
            details["promo_type"] = "Free";
            if (soldOut)
            {
                // The two that Table 16 requires then.
                details["queuing_num"] = view.Queue?.Length ?? 0;
                details["queue_left_time"] = view.Queue is { } queue ? (long)Math.Ceiling((queue.Turn - view.Now).TotalSeconds) : 0;
            }
        }

        return details;
    }

    private static JsonObject Parameters(string flavor, Hardware hardware, bool free)
    {
        string last = flavor[(flavor.LastIndexOf('.') + 1)..];
        switch (hardware)
        {
            case Hardware.Gpu:
                JsonObject gpu = new() { ["CPU"] = 8, ["GPU"] = 1 };
                if (!free)
                {
                    gpu["gpu_type"] = last;
                }

                gpu["memory"] = "64GiB";
                return gpu;
            case Hardware.Ascend:
                return new JsonObject { ["CPU"] = 24, ["NPU"] = 1, ["memory"] = "96GiB" };
            default:
                int cpus = CpusIn(last);
                return new JsonObject
                {
                    ["CPU"] = cpus,
                    ["memory"] = string.Create(CultureInfo.InvariantCulture, $"{cpus * MemoryPerCpu}GiB"),
                };
        }
    }

    /// <summary><c>8u</c> has eight; what does not say has two.</summary>
    private static int CpusIn(string size) =>
        size.EndsWith('u') && int.TryParse(size.AsSpan(0, size.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int cpus) && cpus is > 0 and <= 1024
            ? cpus
            : 2;
}
