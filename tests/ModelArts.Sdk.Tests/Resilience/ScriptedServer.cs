using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>How a server answers a request: with these bytes or with none, and what becomes of the connection.</summary>
internal sealed record Reply(string? Bytes, ConnectionEnd End)
{
    public static Reply Close { get; } = new(null, ConnectionEnd.Fin);

    public static Reply Reset { get; } = new(null, ConnectionEnd.Reset);

    public static Reply Json(string body) => new(
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"),
        ConnectionEnd.Keep);
}

internal enum ConnectionEnd
{
    Keep,
    Fin,
    Reset,
}

/// <summary>
/// A server on this machine that keeps its connections, as the service does, counts what really comes over the wire, and ends
/// connections in the way that a test asks for.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _requests = [];
    private readonly List<Task> _connections = [];
    private readonly Func<string, int, Reply> _answer;
    private readonly Task _accepting;

    /// <param name="answer">Answers a request line, such as <c>GET /v1/p HTTP/1.1</c>, by it and by how many there were of its verb.</param>
    public ScriptedServer(Func<string, int, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The connections that were made.</summary>
    public int Connections
    {
        get
        {
            lock (_requests)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>The verbs of the requests, in their order.</summary>
    public IReadOnlyList<string> Verbs
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests.Select(line => line.Split(' ')[0])];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        await Task.WhenAll(_connections);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                lock (_requests)
                {
                    _connections.Add(ServeAsync(client));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        using TcpClient _ = client;
        NetworkStream stream = client.GetStream();
        try
        {
            while (await ReadRequestAsync(stream) is { } line)
            {
                Reply reply;
                lock (_requests)
                {
                    _requests.Add(line);
                    string verb = line.Split(' ')[0];
                    reply = _answer(line, _requests.Count(other => other.StartsWith(verb, StringComparison.Ordinal)));
                }

                if (reply.Bytes is not null)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(reply.Bytes), _stopping.Token);
                }

                if (reply.End == ConnectionEnd.Reset)
                {
                    client.LingerState = new LingerOption(true, 0);
                    client.Client.Close();
                    return;
                }

                if (reply.End == ConnectionEnd.Fin)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Stopped, or closed by the client.
        }
    }

    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[4096];
        while (true)
        {
            string seen = text.ToString();
            int end = seen.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && seen.Length >= end + 4 + BodyLength(seen[..end]))
            {
                return seen[..seen.IndexOf("\r\n", StringComparison.Ordinal)];
            }

            int read = await stream.ReadAsync(buffer, _stopping.Token);
            if (read == 0)
            {
                return null;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    private static int BodyLength(string head) => head.Split("\r\n")
        .Where(static line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(static line => int.Parse(line.AsSpan(15), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
