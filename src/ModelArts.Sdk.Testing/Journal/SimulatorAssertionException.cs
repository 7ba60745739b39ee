namespace ModelArts.Sdk.Testing;

/// <summary>The simulator was not asked what a test expected. The message lists what it was asked.</summary>
public class SimulatorAssertionException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was expected, and what came.</param>
    public SimulatorAssertionException(string message)
        : base(message)
    {
    }
}
