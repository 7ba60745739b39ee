using System.Net;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Dashboard;
using ModelArts.Sdk.Testing.Faults;
using ModelArts.Sdk.Testing.Hosting;
using ModelArts.Sdk.Testing.Persistence;
using ModelArts.Sdk.Testing.Randomness;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;
using ModelArts.Sdk.Testing.Time;

namespace ModelArts.Sdk.Testing;

/// <summary>What a simulator is made of, the server apart. A class, since a record would print the secrets.</summary>
internal sealed class SimulatorParts
{
    private readonly IPAddress _address;

    private SimulatorParts(SimulatorOptions options)
    {
        _address = options.Address;
        SimulatorRandom random = new(options.Seed);
        AccountBook? accounts = null;
        File = options.StateFile is { } path
            ? StateFile.Open(Path.GetFullPath(path), secrets => accounts = new AccountBook(options, random, secrets))
            : null;
        try
        {
            Accounts = accounts ?? new AccountBook(options, random, new StoredSecrets([]));
            Clock = new SimulatorClock(options.TimeProvider ?? TimeProvider.System);
            Clock.Advance(File?.Content.Advanced ?? TimeSpan.Zero);
            Store = new InstanceStore(options, Clock, File);
            Service = new SimulatedService(options, Accounts, random, Store, Clock);
            Journal = new SimulatorJournal(options.JournalCapacity);
            DashboardService? dashboard = options.ServeDashboard ? new DashboardService(options, Accounts, Store, Journal, Clock) : null;
            Network = new FaultNetwork(Journal, Clock);
            Faults = new SimulatorFaults(Network);
            if (File is not null)
            {
                // Rules and mixes go by names, and nobody creates these again.
                foreach (SimulatedInstance instance in File.Content.Instances.Values)
                {
                    Faults.Learn(instance.Id, instance.Request.Name);
                }
            }

            Network.Faults = Faults;
            Endpoint = new ServiceEndpoint(Service, dashboard, Journal, Faults, new FaultInjector(Network, Clock.Activity), Clock, random, options.Latency);
        }
        catch
        {
            File?.Dispose();
            throw;
        }
    }

    public AccountBook Accounts { get; }

    public StateFile? File { get; }

    public SimulatorClock Clock { get; }

    public InstanceStore Store { get; }

    public SimulatedService Service { get; }

    public SimulatorJournal Journal { get; }

    public FaultNetwork Network { get; }

    public SimulatorFaults Faults { get; }

    public ServiceEndpoint Endpoint { get; }

    /// <summary>Opens the state file, if there is to be one: whoever has the parts must dispose of that.</summary>
    public static SimulatorParts Assemble(SimulatorOptions options) => new(options);

    /// <summary>Where a server is found by a client on this machine.</summary>
    public Uri EndpointAt(int port)
    {
        IPAddress reached = _address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : _address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : _address;
        return new Uri($"http://{new IPEndPoint(reached, port)}");
    }
}
