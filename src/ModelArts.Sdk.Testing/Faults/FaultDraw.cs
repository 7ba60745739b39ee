namespace ModelArts.Sdk.Testing.Faults;

/// <summary>
/// Three numbers from 0 to less than 1 that follow from what is asked, and look random. Not <see cref="Random"/>: that has a state, so
/// that one request would change what the next one gets; and what it makes of a seed may differ from one runtime to the next.
/// </summary>
internal readonly struct FaultDraw
{
    private readonly ulong _hash;

    public FaultDraw(int seed, SimulatorOperation operation, string? instanceName, int ordinal)
    {
        // By name, so that a new operation does not change what the others get.
        ulong hash = Step(Text(operation.ToString()) ^ Step((uint)seed));
        hash = Step(hash ^ (instanceName is null ? 0 : Text(instanceName)));
        _hash = Step(hash ^ (uint)ordinal);
    }

    public double First => Unit(1);

    public double Second => Unit(2);

    public double Third => Unit(3);

    /// <summary>53 bits are what a double holds.</summary>
    private double Unit(ulong index) => (Step(_hash + index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>FNV-1a.</summary>
    private static ulong Text(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in text)
        {
            hash = (hash ^ character) * 1099511628211;
        }

        return hash;
    }

    /// <summary>A step of SplitMix64, which spreads every bit over all others.</summary>
    private static ulong Step(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
