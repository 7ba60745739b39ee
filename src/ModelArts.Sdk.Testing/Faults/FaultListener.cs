using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace ModelArts.Sdk.Testing.Faults;

/// <summary>Listens at one address, strikes the connections that are to be struck, and leaves the others to the server.</summary>
internal sealed class FaultListener : IConnectionListener
{
    private const int Backlog = 512;

    /// <summary>On the system's clock, which what is lacking goes by.</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly FaultNetwork _network;
    private readonly SocketConnectionContextFactory _connections = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>();
    private readonly CancellationTokenSource _unbound = new();
    private readonly object _lock = new();
    private readonly HashSet<Task> _struck = [];
    private readonly IPEndPoint _endPoint;
    private readonly Task _accepting;
    private Socket _socket;
    private TaskCompletionSource? _resumed;

    public FaultListener(FaultNetwork network, IPEndPoint endPoint)
    {
        _network = network;
        _socket = Bind(endPoint);
        _endPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _socket.Listen(Backlog);
        _accepting = AcceptAllAsync();
    }

    public EndPoint EndPoint => _endPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_accepted.Reader.TryRead(out ConnectionContext? connection))
            {
                return connection;
            }
        }

        return null;
    }

    /// <summary>Leaves a connection to the server that did not come by the network.</summary>
    public void HandOver(ConnectionContext connection) => _accepted.Writer.TryWrite(connection);

    /// <summary>Listens no more, but keeps the port: bound without listening, the operating system refuses connections.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (_resumed is null && !_unbound.IsCancellationRequested)
            {
                _resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _socket.Dispose();
                _socket = Bind(_endPoint);
            }
        }
    }

    /// <summary>Listens again.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            if (_resumed is not null && !_unbound.IsCancellationRequested)
            {
                _socket.Listen(Backlog);
                _resumed.SetResult();
                _resumed = null;
            }
        }
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_unbound.IsCancellationRequested)
            {
                return;
            }

            _unbound.Cancel();
            _socket.Dispose();
        }

        _network.Stop();

        await _accepting.ConfigureAwait(false);
        Task[] struck;
        lock (_struck)
        {
            struck = [.. _struck];
        }

        await Task.WhenAll(struck).ConfigureAwait(false);
        _accepted.Writer.TryComplete();
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync().ConfigureAwait(false);
        while (_accepted.Reader.TryRead(out ConnectionContext? connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }

        _unbound.Dispose();
        _connections.Dispose();
    }

    private static Socket Bind(IPEndPoint endPoint)
    {
        Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();

            // What the server expects of whoever listens for it.
            throw exception.SocketErrorCode == SocketError.AddressAlreadyInUse ? new AddressInUseException(exception.Message, exception) : exception;
        }
    }

    private async Task AcceptAllAsync()
    {
        // The caller holds no lock, and waits for the port only.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (await ListeningAsync().ConfigureAwait(false) is { } listening)
        {
            Socket socket;
            try
            {
                socket = await listening.AcceptAsync(_unbound.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OperationCanceledException || SocketEnd.IsGone(exception))
            {
                // An outage, the end, or a client that was gone before it was accepted; or else something that lasts.
                await BackOffAsync(exception).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            Take(socket);
        }
    }

    /// <summary>What lasts, such as no file descriptor being left, would otherwise keep a processor busy until it is over.</summary>
    private Task BackOffAsync(Exception exception) =>
        exception is SocketException { SocketErrorCode: not (SocketError.OperationAborted or SocketError.Interrupted or SocketError.ConnectionReset or SocketError.ConnectionAborted) }
            ? Task.Delay(AcceptPause, TimeProvider.System, _unbound.Token)
            : Task.CompletedTask;

    /// <summary>The socket that listens, after an outage if there is one; <see langword="null"/> in the end.</summary>
    private async Task<Socket?> ListeningAsync()
    {
        while (true)
        {
            Task resumed;
            lock (_lock)
            {
                if (_unbound.IsCancellationRequested)
                {
                    return null;
                }

                if (_resumed is null)
                {
                    return _socket;
                }

                resumed = _resumed.Task;
            }

            await resumed.WaitAsync(_unbound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Take(Socket socket)
    {
        if (_network.Faults!.DecideConnection() is not { Fault: { } fault } decision)
        {
            Pass(socket);
            return;
        }

        _network.NoteConnection(decision);
        Task strike = StrikeAsync(socket, fault);
        lock (_struck)
        {
            _struck.Add(strike);
        }

        _ = strike.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Pass(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            ConnectionContext connection = _connections.Create(socket);
            _network.Track(socket, connection);
            _accepted.Writer.TryWrite(connection);
        }
        catch (Exception exception) when (SocketEnd.IsGone(exception))
        {
            // The client was gone before the server had it.
            socket.Dispose();
        }
    }

    private void Forget(Task strike)
    {
        lock (_struck)
        {
            _struck.Remove(strike);
        }
    }

    private async Task StrikeAsync(Socket socket, Fault fault)
    {
        if (await StruckSocket.StrikeAsync(socket, fault, _network.Clock, _unbound.Token).ConfigureAwait(false))
        {
            Pass(socket);
        }
    }
}
