namespace ModelArts.Sdk.Soak;

/// <summary>How long and how rough a soak is.</summary>
/// <param name="Creates">How many names are created.</param>
/// <param name="Callers">How many callers work at once, each through one of the clients.</param>
/// <param name="Rate">Which share of the requests is struck.</param>
/// <param name="Seed">What every fault follows from.</param>
internal sealed record SoakSettings(int Creates, int Callers, double Rate, int Seed)
{
    /// <summary>Every so many names, two callers ask for the same one at the same time.</summary>
    public const int ContestedEvery = 50;

    /// <summary>Every so many names, the instance is kept to the end.</summary>
    public const int KeptEvery = 20;

    /// <summary>How many clients the callers share.</summary>
    public const int Clients = 4;

    /// <summary>Which share of the creates may end without the SDK knowing.</summary>
    public const double MaxUnknownShare = 0.01;
}
