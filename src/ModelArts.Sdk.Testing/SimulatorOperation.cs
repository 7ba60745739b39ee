namespace ModelArts.Sdk.Testing;

/// <summary>What a request to the simulator asked for. Grows with what the simulator can do.</summary>
public enum SimulatorOperation
{
    /// <summary>Nothing that the simulator knows; it answered 501.</summary>
    Unmatched,

    /// <summary>To create an instance.</summary>
    Create,

    /// <summary>To get one instance.</summary>
    Get,
}
