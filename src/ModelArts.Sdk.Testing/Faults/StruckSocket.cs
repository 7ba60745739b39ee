using System.Net.Sockets;

namespace ModelArts.Sdk.Testing.Faults;

/// <summary>A connection that a fault strikes before the server has seen it.</summary>
internal static class StruckSocket
{
    /// <summary>Lets the fault strike, however long it takes.</summary>
    /// <returns>Whether the server is to have the connection after all; otherwise it has ended.</returns>
    public static async Task<bool> StrikeAsync(Socket socket, Fault fault, TimeProvider clock, CancellationToken end)
    {
        try
        {
            await Task.Delay(fault.Delay, clock, end).ConfigureAwait(false);
            switch (fault.Kind)
            {
                case FaultKind.Delay:
                    return true;
                case FaultKind.Close:
                    SocketEnd.Close(socket);
                    await TakeAllAsync(socket, end).ConfigureAwait(false);
                    break;
                case FaultKind.Hang:
                    await HangAsync(socket, fault.Duration, clock, end).ConfigureAwait(false);
                    break;
                default:
                    break;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException || SocketEnd.IsGone(exception))
        {
            // The client gave up, or the simulator did.
        }

        SocketEnd.Reset(socket);
        return false;
    }

    /// <summary>Until the client gives up, the time is over or the simulator ends.</summary>
    private static async Task HangAsync(Socket socket, TimeSpan? duration, TimeProvider clock, CancellationToken end)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(end);
        using ITimer timer = clock.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), over, duration ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await TakeAllAsync(socket, over.Token).ConfigureAwait(false);
    }

    /// <summary>Takes whatever the client sends, until it closes: unread bytes would turn a FIN into a RST.</summary>
    private static async Task TakeAllAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }
}
