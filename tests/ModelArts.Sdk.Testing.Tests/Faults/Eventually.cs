namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>For what happens in the simulator without an answer to wait for.</summary>
internal static class Eventually
{
    /// <summary>Far more than anything takes here: what has not happened by then never will.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Looks again until it holds.</summary>
    public static async Task HoldsAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, "It did not come to hold.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
