using System.Diagnostics;

namespace ModelArts.Sdk.Benchmarks.Network;

/// <summary>The server, started as another process of this program; gone when it is disposed of, or when this process ends.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>Where the server is: by this the processes that BenchmarkDotNet starts find it.</summary>
    public const string Variable = "MODELARTS_BENCHMARK_SERVER";

    private readonly Process _process;

    private ServerProcess(Process process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    public Uri Endpoint { get; }

    public static async Task<ServerProcess> StartAsync()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, ["server"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        string address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server has not started.");
        return new ServerProcess(process, new Uri(address));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
