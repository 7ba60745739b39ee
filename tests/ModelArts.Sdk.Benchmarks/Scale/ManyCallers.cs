using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Benchmarks.Contenders;
using ModelArts.Sdk.Benchmarks.Network;
using ModelArts.Sdk.Benchmarks.Report;

namespace ModelArts.Sdk.Benchmarks.Scale;

/// <summary>
/// Many callers of one client over loopback, who get an instance as fast as they can: bare HttpClient, the SDK, and the SDK as
/// AddModelArts makes it while its handlers are rotated. They take turns, so that whatever else the machine does meets all of them.
/// </summary>
internal static class ManyCallers
{
    private const int Turns = 6;

    // Two processors that are busy compile in the background for some 10 seconds until every method is in its last form.
    private const int WarmUps = 8;

    private static readonly TimeSpan HandlerLifetime = TimeSpan.FromSeconds(2);

    public static async Task<Part> MeasureAsync(int callers, TimeSpan time, CancellationToken cancellationToken)
    {
        // A server for each, by whose port its sockets are told apart.
        using ServerProcess first = await ServerProcess.StartAsync();
        using ServerProcess second = await ServerProcess.StartAsync();
        using ServerProcess third = await ServerProcess.StartAsync();
        using SocketsHttpHandler network = new() { UseProxy = false, UseCookies = false };
        using BareContender bare = new(network, first.Endpoint);
        using ModelArtsClient client = new(Options(second.Endpoint));
        ServiceCollection services = new();
        services.AddModelArts(options => Set(options, third.Endpoint)).SetHandlerLifetime(HandlerLifetime);
        await using ServiceProvider provider = services.BuildServiceProvider();
        ModelArtsClient injected = provider.GetRequiredService<ModelArtsClient>();
        Crowd[] crowds =
        [
            new("bare HttpClient", first.Endpoint.Port, () => bare.GetAsync()),
            new("SDK, signed", second.Endpoint.Port, () => client.DevEnvironments.GetAsync(Example.InstanceId)),
            new($"SDK, signed, by AddModelArts with new handlers every {HandlerLifetime.TotalSeconds} s", third.Endpoint.Port, () => injected.DevEnvironments.GetAsync(Example.InstanceId)),
        ];
        for (int warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            foreach (Crowd crowd in crowds)
            {
                await crowd.CallAsync(callers, TimeSpan.FromSeconds(1), isWarmUp: true, cancellationToken);
            }
        }

        for (int turn = 0; turn < Turns; turn++)
        {
            foreach (Crowd crowd in crowds)
            {
                await crowd.CallAsync(callers, time / Turns, isWarmUp: false, cancellationToken);
                crowd.NoteLiveMemory();
            }
        }

        double throughput = Figures.Median(crowds[1].Throughputs) / Figures.Median(crowds[0].Throughputs);
        return new Part("callers")
        {
            Goals = [new Goal($"throughput, {callers} callers, loopback", "bare HttpClient", "at least 0.9", Figures.Ratio(throughput), throughput >= 0.9)],
            Tables =
            [
                new Table(
                    $"{callers} callers at once over loopback",
                    string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s each, in {Turns} turns; medians of the turns. The server has the same processors. Live memory is that of the whole process, with the connections of all three, after a full collection."),
                    ["by", "calls a second", "ratio", "median", "p99", "most sockets", "live memory after the first turn", "after the last"],
                    [
                        .. crowds.Select(crowd => (string[])
                        [
                            crowd.Name,
                            string.Create(CultureInfo.InvariantCulture, $"{Figures.Median(crowd.Throughputs):N0}"),
                            Figures.Ratio(Figures.Median(crowd.Throughputs) / Figures.Median(crowds[0].Throughputs)),
                            Figures.Time(Figures.Median(crowd.Medians)),
                            Figures.Time(Figures.Median(crowd.P99s)),
                            crowd.MostSockets.ToString(CultureInfo.InvariantCulture),
                            Figures.Bytes(crowd.LiveMemory[0]),
                            Figures.Bytes(crowd.LiveMemory[^1]),
                        ]),
                    ]),
            ],
        };
    }

    private static ModelArtsClientOptions Options(Uri endpoint)
    {
        ModelArtsClientOptions options = new();
        Set(options, endpoint);
        return options;
    }

    private static void Set(ModelArtsClientOptions options, Uri endpoint)
    {
        options.Endpoint = endpoint;
        options.ProjectId = Example.Project;
        options.Credential = new AccessKeyCredential(Example.AccessKey, Example.SecretKey);
        options.AllowInsecureHttp = true;
    }

    private sealed class Crowd(string name, int port, Func<Task> call)
    {
        public string Name => name;

        public List<double> Throughputs { get; } = [];

        public List<double> Medians { get; } = [];

        public List<double> P99s { get; } = [];

        public List<long> LiveMemory { get; } = [];

        public int MostSockets { get; private set; }

        public async Task CallAsync(int callers, TimeSpan time, bool isWarmUp, CancellationToken cancellationToken)
        {
            long begun = Stopwatch.GetTimestamp();
            Task<List<double>>[] calls = [.. Enumerable.Range(0, callers).Select(_ => Task.Run(() => RepeatAsync(begun, time), cancellationToken))];
            while (!Task.WhenAll(calls).IsCompleted)
            {
                await Task.WhenAny(Task.WhenAll(calls), Task.Delay(TimeSpan.FromSeconds(1), cancellationToken));
                MostSockets = Math.Max(MostSockets, CountSockets());
            }

            double[] latencies = [.. (await Task.WhenAll(calls)).SelectMany(each => each).Order()];
            double elapsed = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            if (isWarmUp)
            {
                MostSockets = 0;
                return;
            }

            Throughputs.Add(latencies.Length / elapsed);
            Medians.Add(latencies[latencies.Length / 2]);
            P99s.Add(latencies[(int)(latencies.Length * 0.99)]);
        }

        /// <summary>Between turns, when the latencies of the last one are garbage.</summary>
        public void NoteLiveMemory() => LiveMemory.Add(GC.GetTotalMemory(forceFullCollection: true));

        private async Task<List<double>> RepeatAsync(long begun, TimeSpan time)
        {
            List<double> latencies = [];
            while (Stopwatch.GetElapsedTime(begun) < time)
            {
                long started = Stopwatch.GetTimestamp();
                await call().ConfigureAwait(false);
                latencies.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds);
            }

            return latencies;
        }

        private int CountSockets() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Count(connection => connection.State == TcpState.Established && connection.RemoteEndPoint.Port == port);
    }
}
