namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>For what happens in the simulator without an answer to wait for.</summary>
internal static class Eventually
{
    /// <summary>Looks again until it holds; the test's own time limit is the limit.</summary>
    public static async Task HoldsAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
