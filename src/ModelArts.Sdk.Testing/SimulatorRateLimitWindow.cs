namespace ModelArts.Sdk.Testing;

/// <summary>What <see cref="SimulatorOptions.RateLimit"/> is counted by: whole minutes, hours or days of UTC.</summary>
public enum SimulatorRateLimitWindow
{
    /// <summary>A minute.</summary>
    Minute,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,
}
