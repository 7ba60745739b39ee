using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelArts.Sdk.Tests.Transport;

/// <summary>A server on this machine that answers every connection with the same bytes, and closes it.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly string _response;
    private readonly Task _accepting;
    private int _connections;

    public LoopbackServer(string response)
    {
        _response = response;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>An address where nobody listens.</summary>
    public static Uri ClosedEndpoint()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient connection = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                NetworkStream stream = connection.GetStream();
                using StreamReader reader = new(stream, Encoding.Latin1, leaveOpen: true);
                while (!string.IsNullOrEmpty(await reader.ReadLineAsync(_stopping.Token)))
                {
                    // The head ends with an empty line; no request of these tests has a body.
                }

                await stream.WriteAsync(Encoding.Latin1.GetBytes(_response), _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
