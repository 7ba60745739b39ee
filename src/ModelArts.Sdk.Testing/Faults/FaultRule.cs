using System.Globalization;

namespace ModelArts.Sdk.Testing;

/// <summary>A rule of <see cref="SimulatorFaults"/> that is in force. Thread-safe.</summary>
public sealed class FaultRule : IDisposable
{
    private readonly SimulatorFaults _owner;
    private readonly FaultTrigger _trigger;
    private readonly Fault[] _faults;
    private readonly string _name;
    private int _matches;
    private int _strikes;

    internal FaultRule(SimulatorFaults owner, FaultTrigger trigger, Fault[] faults, int number)
    {
        (_owner, _trigger, _faults) = (owner, trigger, faults);
        _name = string.Create(CultureInfo.InvariantCulture, $"rule {number}");
    }

    /// <summary>How often it has struck.</summary>
    public int Strikes => Volatile.Read(ref _strikes);

    /// <summary>Takes the rule out of force. Requests that it has struck already stay struck.</summary>
    public void Dispose() => _owner.Remove(this);

    /// <summary>When it strikes, and with what.</summary>
    public override string ToString() => $"{_name}: {_trigger} -> {string.Join(", ", _faults.Select(fault => fault.ToString()))}";

    internal bool IsAbout(FaultRequest request) => _trigger.IsAbout(request);

    internal bool IsAboutConnections => _trigger.Operation == SimulatorOperation.Connect;

    /// <summary>Counts a request that the rule is about; the decision where it strikes.</summary>
    internal FaultDecision? Count(SimulatorOperation operation, string? instanceName)
    {
        int index = Interlocked.Increment(ref _matches) - 1 - _trigger.Skipped;
        if (index < 0 || index >= _trigger.Count)
        {
            return null;
        }

        Interlocked.Increment(ref _strikes);
        return new FaultDecision
        {
            Source = _name,
            Operation = operation,
            InstanceName = instanceName,
            Ordinal = index + _trigger.Skipped + 1,
            Fault = _faults[index % _faults.Length],
        };
    }
}
