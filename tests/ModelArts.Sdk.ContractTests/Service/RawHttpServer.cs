using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelArts.Sdk.ContractTests.Service;

/// <summary>
/// Answers every request alike and keeps the bytes of its head as they came: a web server would have tidied the path by the
/// time that a test could look at it.
/// </summary>
internal sealed class RawHttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _heads = [];
    private readonly byte[] _answer;
    private readonly Task _serving;

    /// <param name="answer">The whole answer: status line, headers, blank line, body.</param>
    public RawHttpServer(byte[] answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The request lines, such as <c>GET /v1/p HTTP/1.1</c>.</summary>
    public IReadOnlyList<string> RequestLines
    {
        get
        {
            lock (_heads)
            {
                return [.. _heads.Select(head => head[..head.IndexOf("\r\n", StringComparison.Ordinal)])];
            }
        }
    }

    public static RawHttpServer ThatAnswersOk(string json) => new(Encoding.UTF8.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\nConnection: close\r\n\r\n{json}"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[4096];
        StringBuilder head = new();
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return;
            }

            // Latin-1 keeps every byte.
            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        lock (_heads)
        {
            _heads.Add(head.ToString());
        }

        await stream.WriteAsync(_answer, _stop.Token);
    }
}
