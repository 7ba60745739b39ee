// Compiled into a fresh console beside the program of the README: what takes the place of the region.

global using static Given;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

/// <summary>Where the simulator is.</summary>
internal static class Given
{
    public static readonly string simulator = Setting("ENDPOINT");
    public static readonly string project = Setting("PROJECT_ID");

    // Says which runtime it is that the program runs on, rather than which one it was built for.
    [ModuleInitializer]
    internal static void SayRuntime() => Console.WriteLine(RuntimeInformation.FrameworkDescription);

    private static string Setting(string name) => Environment.GetEnvironmentVariable($"SIMULATOR_{name}") ?? "";
}
