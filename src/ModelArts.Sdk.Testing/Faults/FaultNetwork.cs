using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ModelArts.Sdk.Testing.Faults;

/// <summary>
/// The TCP of a simulator: where the server would have listened by itself, this listens, and hands over the connections that no fault
/// strikes as they are. No byte is copied and none is looked at, so that there is nothing to pay for while nothing goes wrong.
/// </summary>
internal sealed class FaultNetwork : IConnectionListenerFactory, IDisposable
{
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly List<FaultListener> _listeners = [];
    private readonly object _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<FaultListener> _bound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SimulatorJournal _journal;
    private int _outages;
    private int _outagesSoFar;

    public FaultNetwork(SimulatorJournal journal, TimeProvider clock)
    {
        (_journal, Clock) = (journal, clock);
        Stopping = _stopping.Token;
    }

    /// <summary>Ends whatever would go on: faults that hang, wait or drip.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>What listens, as soon as something does.</summary>
    public Task<FaultListener> Bound => _bound.Task;

    /// <summary>The clock that faults wait by.</summary>
    public TimeProvider Clock { get; }

    /// <summary>What decides; set before anything listens.</summary>
    public SimulatorFaults? Faults { get; set; }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        FaultListener listener = new(this, (IPEndPoint)endpoint);
        _bound.TrySetResult(listener);
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        return ValueTask.FromResult<IConnectionListener>(listener);
    }

    /// <summary>How many connections the server has.</summary>
    public int OpenConnections => _open.Count;

    /// <summary>Keeps an open connection in mind, until it closes. One that slips in as an outage begins is none of the open ones.</summary>
    public void Track(Socket socket, ConnectionContext connection)
    {
        _open[socket] = true;
        connection.ConnectionClosed.Register(() => _open.TryRemove(socket, out _));
        if (Volatile.Read(ref _outages) > 0)
        {
            SocketEnd.Reset(socket);
        }
    }

    public IDisposable StopListening(bool resetConnections)
    {
        lock (_lock)
        {
            if (_outages++ == 0)
            {
                _listeners.ForEach(static listener => listener.Stop());
            }

            FaultDecision decision = new() { Source = "outage", Operation = SimulatorOperation.Connect, Ordinal = ++_outagesSoFar, Fault = Fault.NotListening };
            NoteConnection(decision);
        }

        if (resetConnections)
        {
            foreach (Socket socket in _open.Keys)
            {
                SocketEnd.Reset(socket);
            }
        }

        return new Outage(this);
    }

    /// <summary>A connection that a fault struck never gets to be a request, and is in the journal all the same.</summary>
    public void NoteConnection(FaultDecision decision) => _journal.Add(new SimulatorJournalEntry
    {
        Time = Clock.GetUtcNow(),
        Method = "",
        Path = "",
        Operation = SimulatorOperation.Connect,
        StatusCode = 0,
        RequestId = "",
        Decision = decision,
    });

    /// <summary>Called as the server stops: it would wait for every request that hangs.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    private void EndOutage()
    {
        lock (_lock)
        {
            if (--_outages == 0)
            {
                _listeners.ForEach(static listener => listener.Resume());
            }
        }
    }

    private sealed class Outage(FaultNetwork network) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                network.EndOutage();
            }
        }
    }
}
