using System.Net.Sockets;

namespace ModelArts.Sdk.Testing.Faults;

/// <summary>The two ways in which a TCP connection ends. Both do nothing where it has ended already.</summary>
internal static class SocketEnd
{
    /// <summary>At once, by RST: whatever the client reads or writes next fails.</summary>
    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // Closed below, if it is not.
        }

        socket.Close(timeout: 0);
    }

    /// <summary>In good order, by FIN: the client reads all that was sent, and then the end. What it sends is still taken.</summary>
    public static void Close(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (IsGone(exception))
        {
            // The client was faster.
        }
    }

    public static bool IsGone(Exception exception) => exception is SocketException or ObjectDisposedException;
}
