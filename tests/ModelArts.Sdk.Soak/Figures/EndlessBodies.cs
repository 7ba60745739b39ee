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
        Endless body = new();
        using Answering network = new(body);
        using ModelArtsClient client = new(new ModelArtsClientOptions
        {
            Endpoint = new Uri("https://modelarts.test"),
            ProjectId = "p",
            Credential = new AuthTokenCredential("token"),
            Transport = network,
        });
        bool typed = false;
        try
        {
            await client.DevEnvironments.GetAsync("DE-1", cancellationToken).ConfigureAwait(false);
        }
        catch (MalformedResponseException)
        {
            typed = true;
        }

        double read = body.BytesRead / MiB;
        return new Figure("read of an endless body", "9 MiB", string.Create(CultureInfo.InvariantCulture, $"{read:0.00} MiB"), typed && read is > 1 and <= 9);
    }

    private static async Task FailAsync(ModelArtsClient client, ModelArtsSimulator simulator, Fault[] kinds, CancellationToken cancellationToken)
    {
        foreach (Fault kind in kinds)
        {
            simulator.Faults.Clear();
            simulator.Faults.OnAny().Do(kind);
            try
            {
                await client.DevEnvironments.GetAsync("DE-1", cancellationToken).ConfigureAwait(false);
                throw new InvalidOperationException("A body without end was read.");
            }
            catch (MalformedResponseException)
            {
                // As it should be.
            }
        }
    }

    /// <summary>Watches the working set on a thread of its own.</summary>
    private sealed class Peak : IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly long _before = Environment.WorkingSet;
        private readonly Task _watching;
        private long _peak;

        public Peak() => _watching = Task.Run(async () =>
        {
            while (!_stopping.IsCancellationRequested)
            {
                _peak = Math.Max(_peak, Environment.WorkingSet);
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            }
        });

        public long Growth => Math.Max(0, Volatile.Read(ref _peak) - _before);

        public void Dispose()
        {
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    private sealed class Answering(Stream body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body), RequestMessage = request });
    }

    private sealed class Endless : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            BytesRead += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
