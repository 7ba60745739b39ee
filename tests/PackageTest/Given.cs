// Compiled into a fresh console beside the program of the README: what it leaves to its reader.

global using static Given;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

/// <summary>The keys, and the simulator that takes the place of the region.</summary>
internal static class Given
{
    public static readonly string accessKey = Setting("ACCESS_KEY");
    public static readonly string secretKey = Setting("SECRET_KEY");
    public static readonly string simulator = Setting("ENDPOINT");
    public static readonly string project = Setting("PROJECT_ID");

    // Says which runtime it is that the program runs on, rather than which one it was built for.
    [ModuleInitializer]
    internal static void SayRuntime() => Console.WriteLine(RuntimeInformation.FrameworkDescription);

    private static string Setting(string name) => Environment.GetEnvironmentVariable($"SIMULATOR_{name}") ?? "";
}
