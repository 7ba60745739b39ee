using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;

namespace ModelArts.Sdk.Benchmarks.Budget;

/// <summary>What the telemetry allocates where nobody listens.</summary>
internal static class TelemetryCost
{
    /// <summary>
    /// The bytes of a signed get that is not told of, and of one as applications make it. The former goes past the telemetry of the
    /// call, as the polls of a wait do; that of the attempt asks first and does nothing.
    /// </summary>
    public static async Task<(long Without, long Silent)> MeasureAsync()
    {
        using InMemoryService network = new();
        using SdkContender sdk = SdkContender.Signed(network, InMemoryService.Endpoint);
        return (await AllocationMeter.MeasureAsync(sdk.LookAsync), await AllocationMeter.MeasureAsync(sdk.GetAsync));
    }
}
