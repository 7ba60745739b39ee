using System.Collections.Concurrent;
using System.Collections.Immutable;
using ModelArts.Sdk.Testing.Faults;
using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing;

/// <summary>
/// What goes wrong between clients and a simulator: by rule, or drawn at random from a seed. Every decision is in the
/// <see cref="ModelArtsSimulator.Journal"/>. Thread-safe; nothing goes wrong until it is told to.
/// </summary>
/// <remarks>
/// A request is judged by the rules in the order in which they were added, and the first that strikes counts; the random mix decides
/// about those that no rule strikes. Requests of WireMock's admin API, and those that stubs of your own answer, are not judged; their
/// connections are, by rules and mixes for connections.
/// </remarks>
/// <example>
/// <code>
/// simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());
/// simulator.Faults.On(SimulatorOperation.Get).DoInTurn(Fault.GatewayPage(502), Fault.RetryAfter(TimeSpan.FromSeconds(2)), Fault.Reset);
/// simulator.Faults.On(SimulatorOperation.Connect).Nth(2).Do(Fault.Hang);
/// simulator.Faults.UseRandomMix(seed: 42, rate: 0.3);
/// </code>
/// </example>
public sealed class SimulatorFaults
{
    /// <summary>Also when instances are gone, so that a second delete has the name that the first one had.</summary>
    private readonly ConcurrentDictionary<string, string> _namesById = new(StringComparer.Ordinal);

    private readonly FaultNetwork _network;
    private ImmutableArray<FaultRule> _rules = [];
    private RunningMix? _mix;
    private int _rulesAdded;

    internal SimulatorFaults(FaultNetwork network) => _network = network;

    /// <summary>
    /// A rule for requests that ask for an operation; for <see cref="SimulatorOperation.Connect"/>, a rule for connections as they are
    /// made, which takes <see cref="Fault.Reset"/> (refused as soon as it is made), <see cref="Fault.Close"/>, <see cref="Fault.Hang"/>
    /// (never served) and <see cref="Fault.DelayBy"/> (a slow handshake: what is sent is taken, and served only later).
    /// </summary>
    /// <param name="operation">The operation.</param>
    /// <returns>What to narrow down, and to end with <see cref="FaultTrigger.Do"/>.</returns>
    public FaultTrigger On(SimulatorOperation operation) => new(this, operation.ToString(), request => request.Operation == operation, operation);

    /// <summary>A rule for requests with an HTTP method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>What to narrow down, and to end with <see cref="FaultTrigger.Do"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="method"/> is <see langword="null"/>.</exception>
    public FaultTrigger On(HttpMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return new(this, method.Method, request => string.Equals(request.Method, method.Method, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A rule for requests that meet a condition.</summary>
    /// <param name="condition">The condition. Called for every request, by several at once; must not throw.</param>
    /// <returns>What to narrow down, and to end with <see cref="FaultTrigger.Do"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is <see langword="null"/>.</exception>
    public FaultTrigger On(Func<FaultRequest, bool> condition) => OnAny().Where(condition);

    /// <summary>A rule for every request, those of IAM and those that the simulator does not know too.</summary>
    /// <returns>What to narrow down, and to end with <see cref="FaultTrigger.Do"/>.</returns>
    public FaultTrigger OnAny() => new(this, "any", static _ => true);

    /// <summary>Draws faults of all kinds at random, in the place of the mix that was in force; its counts begin anew.</summary>
    /// <param name="seed">What every decision follows from.</param>
    /// <param name="rate">Which share of the requests is struck, half of it after the service has committed. Default: 0.3. From 0 to 1.</param>
    /// <exception cref="ArgumentException"><paramref name="rate"/> is not from 0 to 1.</exception>
    public void UseRandomMix(int seed, double rate = 0.3) => UseRandomMix(new FaultMix { Seed = seed, Rate = rate });

    /// <summary>Draws faults at random, in the place of the mix that was in force; its counts begin anew.</summary>
    /// <param name="mix">Which, and how often.</param>
    /// <exception cref="ArgumentNullException"><paramref name="mix"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="mix"/> holds an impossible value; the message lists all of them.</exception>
    public void UseRandomMix(FaultMix mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        mix.ThrowIfInvalid(nameof(mix));
        Volatile.Write(ref _mix, new RunningMix(mix));
    }

    /// <summary>
    /// Stops listening, as a service that is down: the operating system refuses every new connection (<c>ECONNREFUSED</c>) until the
    /// result is disposed of. Meanwhile the port is not given to a program that asks for any free one. The journal has one entry for it,
    /// as refused connections reach nobody.
    /// </summary>
    /// <param name="resetConnections">Whether connections that are open are reset too. Default: they are.</param>
    /// <returns>Dispose of it to listen again; where there are several, of all.</returns>
    public IDisposable StopListening(bool resetConnections = true) => _network.StopListening(resetConnections);

    /// <summary>Takes all rules and the mix out of force. What has struck already goes on, and <see cref="StopListening"/> too.</summary>
    public void Clear()
    {
        ImmutableInterlocked.InterlockedExchange(ref _rules, []);
        Volatile.Write(ref _mix, null);
    }

    /// <summary>How many connections the server has, those of struck requests too until they end.</summary>
    internal int OpenConnections => _network.OpenConnections;

    internal FaultRule Add(FaultTrigger trigger, Fault[] faults)
    {
        if (trigger.Operation == SimulatorOperation.Connect && Array.Find(faults, fault => !fault.CanStrikeConnection) is { } wrong)
        {
            throw new ArgumentException($"{wrong} needs a request; a connection can be struck by Reset, Close, Hang and DelayBy.", nameof(faults));
        }

        // A rule says when; unless it does, before the commit, or after it where the true answer is to be spoiled.
        Fault[] timed = [.. faults.Select(fault => fault.Moment is not null ? fault : fault.SpoilsTrueAnswer ? fault.AfterCommit() : fault.BeforeCommit())];
        FaultRule rule = new(this, trigger, timed, Interlocked.Increment(ref _rulesAdded));
        ImmutableInterlocked.Update(ref _rules, static (rules, rule) => rules.Add(rule), rule);
        return rule;
    }

    internal void Remove(FaultRule rule) => ImmutableInterlocked.Update(ref _rules, static (rules, rule) => rules.Remove(rule), rule);

    /// <summary>Remembers what an instance is called.</summary>
    internal void Learn(string instanceId, string name) => _namesById[instanceId] = name;

    /// <summary>What is to become of a request; <see langword="null"/> where nobody has a say.</summary>
    internal FaultDecision? Decide(Route route, SimulatorRequest request)
    {
        ImmutableArray<FaultRule> rules = _rules;
        RunningMix? mix = Volatile.Read(ref _mix);
        if (rules.IsEmpty && mix is null)
        {
            return null;
        }

        string? name = route.InstanceId is { } id ? _namesById.GetValueOrDefault(id) : null;
        FaultRequest asked = new(route, request, name);
        foreach (FaultRule rule in rules)
        {
            if (rule.IsAbout(asked) && rule.Count(asked.Operation, asked.InstanceName) is { } decision)
            {
                return decision;
            }
        }

        return mix?.Decide(asked.Operation, asked.InstanceName);
    }

    /// <summary>What is to become of a connection; <see langword="null"/> where nobody has a say.</summary>
    internal FaultDecision? DecideConnection()
    {
        foreach (FaultRule rule in _rules)
        {
            if (rule.IsAboutConnections && rule.Count(SimulatorOperation.Connect, null) is { } decision)
            {
                return decision;
            }
        }

        return Volatile.Read(ref _mix) is { StrikesConnections: true } mix ? mix.Decide(SimulatorOperation.Connect, null) : null;
    }
}
