using System.Net.Sockets;
using System.Text;

namespace ModelArts.Sdk.Testing.Faults;

/// <summary>
/// A connection that was taken from the server in the middle of a request. The server reads on, and so notices when the client goes;
/// it writes nothing any more.
/// </summary>
/// <param name="socket">The connection.</param>
/// <param name="clock">The clock to wait by.</param>
/// <param name="end">When the client is gone, or the simulator ends.</param>
internal sealed class StruckConnection(Socket socket, TimeProvider clock, CancellationToken end)
{
    private const int ChunkSize = 16 * 1024;

    public CancellationToken End => end;

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, end).ConfigureAwait(false)..];
        }
    }

    /// <summary>Byte by byte with a pause before each; all at once where there is none.</summary>
    public async Task DripAsync(ReadOnlyMemory<byte> bytes, TimeSpan? interval)
    {
        if (interval is not { } pause)
        {
            await SendAsync(bytes).ConfigureAwait(false);
            return;
        }

        for (int index = 0; index < bytes.Length; index++)
        {
            await Task.Delay(pause, clock, end).ConfigureAwait(false);
            await SendAsync(bytes.Slice(index, 1)).ConfigureAwait(false);
        }
    }

    /// <summary>Chunk after chunk of one array that is never closed.</summary>
    public async Task SendEndlesslyAsync(TimeSpan interval)
    {
        await SendAsync(Chunk("{\"instances\":[{}")).ConfigureAwait(false);
        byte[] chunk = Chunk(string.Concat(Enumerable.Repeat(",{}\n", ChunkSize / 4)));
        while (true)
        {
            await Task.Delay(interval, clock, end).ConfigureAwait(false);
            await SendAsync(chunk).ConfigureAwait(false);
        }
    }

    /// <summary>The end in good order. Ends only when the client has closed as well: an earlier reset could overtake what was sent.</summary>
    public Task CloseAsync()
    {
        SocketEnd.Close(socket);
        return Task.Delay(Timeout.InfiniteTimeSpan, clock, end);
    }

    private static byte[] Chunk(string text) => Encoding.ASCII.GetBytes($"{text.Length:x}\r\n{text}\r\n");
}
