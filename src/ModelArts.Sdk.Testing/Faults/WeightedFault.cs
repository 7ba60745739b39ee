namespace ModelArts.Sdk.Testing;

/// <summary>A fault of a <see cref="FaultMix"/>, and how often it is drawn. A fault alone stands for weight 1.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Weight">How often, in proportion to the weights of the others. At least 0.</param>
public readonly record struct WeightedFault(Fault Fault, double Weight = 1)
{
    /// <summary>The fault with weight 1.</summary>
    /// <param name="fault">The fault.</param>
    public static implicit operator WeightedFault(Fault fault) => FromFault(fault);

    /// <summary>The fault with weight 1.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>Both.</returns>
    public static WeightedFault FromFault(Fault fault) => new(fault);
}
