using System.Globalization;
using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.Soak.Figures;

/// <summary>Bodies without end: how much of them is read, and kept.</summary>
internal static class EndlessBodies
{
    private const double MiB = 1024 * 1024;
    private const int Calls = 5;
    private const int Crowd = 64;

    /// <summary>Over a socket: the growth of the process while it reads.</summary>
    public static async Task<Figure> MeasureMemoryAsync(CancellationToken cancellationToken)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            using ModelArtsClient client = new(simulator.CreateClientOptions());
            Fault[] kinds = [Fault.EndlessBody(), Fault.GzipBomb(256)];

            // What both sides need once, the bomb itself too, is not the reader's.
            await FailAsync(client, simulator, kinds, cancellationToken).ConfigureAwait(false);
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            using Peak peak = new();
            for (int call = 0; call < Calls; call++)
            {
                await FailAsync(client, simulator, kinds, cancellationToken).ConfigureAwait(false);
            }

            double growth = peak.Growth / MiB;
            return new Figure(
                "growth of the process while endless bodies and gzip bombs are read (reader and simulator together)",
                "32 MiB",
                string.Create(CultureInfo.InvariantCulture, $"{growth:0.0} MiB"),
                growth < 32);
        }
    }

    /// <summary>Over a network in memory, where it can be counted: how much is read of a body without end.</summary>
    public static async Task<Figure> MeasureReadAsync(CancellationToken cancellationToken)
    {
        EndlessStream body = new();
        using ModelArtsClient client = InMemory(() => body);
        await FailAsync(client, cancellationToken).ConfigureAwait(false);
        double read = body.BytesRead / MiB;
        return new Figure("read of an endless body", "9 MiB", string.Create(CultureInfo.InvariantCulture, $"{read:0.00} MiB"), read is > 1 and <= 9);
    }

    /// <summary>Many at once, over a network in memory: what they hold when each of them has come to its limit.</summary>
    public static async Task<Figure> MeasureCrowdAsync(CancellationToken cancellationToken)
    {
        int arrived = 0;
        long before = 0;
        double held = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ModelArtsClient client = InMemory(() => new EndlessStream { WaitsFor = (8 * (long)MiB) + 1, Until = ArriveAsync });
        before = GC.GetTotalMemory(forceFullCollection: true);
        await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => FailAsync(client, cancellationToken))).ConfigureAwait(false);
        return new Figure(
            $"live memory for each of {Crowd} endless bodies that are read at once, at the limit of each",
            "10 MiB",
            string.Create(CultureInfo.InvariantCulture, $"{held:0.00} MiB"),
            held is > 1 and <= 10);

        // The last to come lets all of them go on: until then nobody has given anything back.
        Task ArriveAsync()
        {
            if (Interlocked.Increment(ref arrived) == Crowd)
            {
                held = (GC.GetTotalMemory(forceFullCollection: true) - before) / MiB / Crowd;
                all.SetResult();
            }

            return all.Task;
        }
    }

    private static async Task FailAsync(ModelArtsClient client, ModelArtsSimulator simulator, Fault[] kinds, CancellationToken cancellationToken)
    {
        foreach (Fault kind in kinds)
        {
            simulator.Faults.Clear();
            simulator.Faults.OnAny().Do(kind);
            await FailAsync(client, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task FailAsync(ModelArtsClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DevEnvironments.GetAsync("DE-1", cancellationToken).ConfigureAwait(false);
        }
        catch (MalformedResponseException)
        {
            return;
        }

        throw new InvalidOperationException("A body without end was read.");
    }

    private static ModelArtsClient InMemory(Func<Stream> body) => new(new ModelArtsClientOptions
    {
        Endpoint = new Uri("https://modelarts.test"),
        ProjectId = "p",
        Credential = new AuthTokenCredential("token"),
        Transport = new Answering(body),
    });

    private sealed class Answering(Func<Stream> body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body()), RequestMessage = request });
    }
}
