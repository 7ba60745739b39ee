using System.Collections.Concurrent;
using System.Globalization;

namespace ModelArts.Sdk.Testing.Faults;

/// <summary>A mix in force: counts the requests for each operation and name. Thread-safe.</summary>
internal sealed class RunningMix(FaultMix mix)
{
    private readonly ConcurrentDictionary<(SimulatorOperation Operation, string? InstanceName), int> _counts = new();
    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"mix {mix.Seed}");

    public bool StrikesConnections { get; } = mix.ConnectionRate > 0;

    public FaultDecision Decide(SimulatorOperation operation, string? instanceName)
    {
        int ordinal = _counts.AddOrUpdate((operation, instanceName), 1, static (_, count) => count + 1);
        return new FaultDecision
        {
            Source = _name,
            Operation = operation,
            InstanceName = instanceName,
            Ordinal = ordinal,
            Fault = mix.Decide(operation, instanceName, ordinal),
        };
    }
}
