namespace ModelArts.Sdk.Testing;

/// <summary>How a client of a simulator authenticates.</summary>
public enum SimulatorSignIn
{
    /// <summary>With <see cref="ModelArtsSimulator.AuthToken"/>, which never expires.</summary>
    Token,

    /// <summary>With signatures by <see cref="ModelArtsSimulator.AccessKey"/>.</summary>
    AccessKey,

    /// <summary>With tokens that it gets for user and password.</summary>
    Password,
}
