using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ModelArts.Sdk.Testing.Tests.Faults;

/// <summary>How the end of a connection looks from the client.</summary>
public enum WireEnd
{
    /// <summary>The end of the stream: TCP FIN.</summary>
    Fin,

    /// <summary>ECONNRESET: TCP RST.</summary>
    Rst,
}

/// <summary>What came on the wire, and how it ended.</summary>
internal sealed record WireRead(string Text, WireEnd End)
{
    public string Head => Text.Split("\r\n\r\n", 2)[0];

    public string Body => Text.Split("\r\n\r\n", 2)[1];
}

/// <summary>A TCP connection to a simulator, without any HTTP client that could hide what happens on it.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly ModelArtsSimulator _simulator;

    private RawConnection(ModelArtsSimulator simulator, Socket socket) => (_simulator, Socket) = (simulator, socket);

    public Socket Socket { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RawConnection> OpenAsync(ModelArtsSimulator simulator)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, simulator.Endpoint.Port), Cancellation);
            return new RawConnection(simulator, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task SendCreateAsync(string name = "notebook") =>
        SendAsync("POST", $"/v1/{_simulator.ProjectId}/demanager/instances", RawClient.ValidRequest(name).ToJsonString());

    public Task SendListAsync() => SendAsync("GET", $"/v1/{_simulator.ProjectId}/demanager/instances?de_type=Notebook", "");

    public async Task SendAsync(string method, string path, string body)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{method} {path} HTTP/1.1\r\nHost: simulator\r\nX-Auth-Token: {_simulator.AuthToken}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        await Socket.SendAsync(Encoding.UTF8.GetBytes(text), Cancellation);
    }

    /// <summary>Some of what comes; nothing at the end.</summary>
    public async Task<string> ReadSomeAsync(int atMost = 65536)
    {
        byte[] buffer = new byte[atMost];
        return Encoding.UTF8.GetString(buffer, 0, await Socket.ReceiveAsync(buffer, Cancellation));
    }

    /// <summary>So many bytes, however few come at once.</summary>
    public async Task<string> ReadExactlyAsync(int count)
    {
        StringBuilder text = new();
        while (text.Length < count)
        {
            text.Append(await ReadSomeAsync(count - text.Length));
        }

        return text.ToString();
    }

    /// <summary>All that comes until the connection ends.</summary>
    public async Task<WireRead> ReadToEndAsync()
    {
        StringBuilder text = new();
        while (true)
        {
            try
            {
                string some = await ReadSomeAsync();
                if (some.Length == 0)
                {
                    return new WireRead(text.ToString(), WireEnd.Fin);
                }

                text.Append(some);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
            {
                return new WireRead(text.ToString(), WireEnd.Rst);
            }
        }
    }

    /// <summary>One answer, of a connection that stays open.</summary>
    public async Task<WireRead> ReadAnswerAsync()
    {
        string text = "";
        while (!IsWhole(text))
        {
            string some = await ReadSomeAsync();
            Assert.NotEmpty(some);
            text += some;
        }

        return new WireRead(text, WireEnd.Fin);
    }

    public void Dispose() => Socket.Dispose();

    private static bool IsWhole(string text)
    {
        if (text.Split("\r\n\r\n", 2) is not [{ } head, { } body])
        {
            return false;
        }

        string? length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        return length is null ? body.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal) : body.Length == int.Parse(length.AsSpan(16), CultureInfo.InvariantCulture);
    }
}
