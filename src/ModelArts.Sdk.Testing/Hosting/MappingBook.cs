using WireMock;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.Server;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>What WireMock has been given to answer, and by whom.</summary>
internal sealed class MappingBook
{
    public const string AdminPath = "/__admin";

    /// <summary>After every stub of a user's, which are at 0 by default; a smaller number counts first.</summary>
    private const int LastPriority = int.MaxValue;

    private readonly WireMockServer _server;
    private readonly ServiceEndpoint _endpoint;
    private readonly Guid _serviceId = Guid.NewGuid();

    /// <summary>Those of WireMock's own admin API, and the one of the service.</summary>
    private readonly HashSet<Guid> _own;
    private readonly object _visits = new();
    private int _visitors;

    public MappingBook(WireMockServer server, ServiceEndpoint endpoint)
    {
        (_server, _endpoint) = (server, endpoint);
        _own = [_serviceId];
        foreach (IMapping mapping in server.Mappings)
        {
            _own.Add(mapping.Guid);
        }
    }

    /// <summary>Whether there is any mapping that a user has added.</summary>
    public bool HasStubs()
    {
        foreach (IMapping mapping in _server.Mappings)
        {
            if (!_own.Contains(mapping.Guid))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Sees to it that the service comes after all stubs. Called at every request that WireMock gets: a test that resets it between its
    /// cases wants its own stubs gone, not the service.
    /// </summary>
    public void EnsureService()
    {
        foreach (IMapping mapping in _server.Mappings)
        {
            if (mapping.Guid == _serviceId)
            {
                return;
            }
        }

        _server.Given(Request.Create().WithPath(static _ => true))
            .WithGuid(_serviceId)
            .WithTitle("ModelArts simulator")
            .AtPriority(LastPriority)
            .RespondWith(new AnswerToStubs(_endpoint));
    }

    /// <summary>
    /// Begins what WireMock does with a request. Ended before its answer begins, which is after WireMock has logged it: who has the answer
    /// finds in the log what stubs have answered, and nothing else.
    /// </summary>
    public IDisposable BeginVisit()
    {
        lock (_visits)
        {
            _visitors++;
            return new Visit(this);
        }
    }

    /// <summary>
    /// Takes out of WireMock's log what the service has answered: the journal has that, and WireMock would keep tokens and signatures. Its
    /// log loses entries that are added while another is taken out, so that is done when nobody is there, and nobody comes meanwhile.
    /// </summary>
    private void EndVisit()
    {
        lock (_visits)
        {
            if (--_visitors > 0)
            {
                return;
            }

            foreach (ILogEntry entry in _server.LogEntries)
            {
                if (entry.MappingGuid == _serviceId)
                {
                    _server.DeleteLogEntry(entry.Guid);
                }
            }
        }
    }

    private sealed class Visit(MappingBook book) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                book.EndVisit();
            }
        }
    }
}
