using System.Globalization;

namespace ModelArts.Sdk.Testing;

/// <summary>What was decided for a request: which fault, or none, and by what. With the seed it is all that a replay needs.</summary>
public sealed record FaultDecision
{
    /// <summary>Who decided: <c>rule 1</c> for the first rule that was ever added, <c>mix 42</c> for the seed of a mix, or <c>outage</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What the request asked for.</summary>
    public required SimulatorOperation Operation { get; init; }

    /// <summary>The instance's name, as <see cref="FaultRequest.InstanceName"/> has it.</summary>
    public string? InstanceName { get; init; }

    /// <summary>
    /// Which one it was, counted from 1 on: for a mix, among the requests for this operation and this name; for a rule, among those
    /// that the rule is about.
    /// </summary>
    public required int Ordinal { get; init; }

    /// <summary>What was injected, and when; <see langword="null"/> where the request was let pass.</summary>
    public Fault? Fault { get; init; }

    /// <summary>What was injected, and by what.</summary>
    public override string ToString()
    {
        string who = InstanceName is null ? $"{Operation}" : $"{Operation} {InstanceName}";
        return string.Create(CultureInfo.InvariantCulture, $"{Fault?.ToString() ?? "no fault"} ({Source}: {who} #{Ordinal})");
    }
}
