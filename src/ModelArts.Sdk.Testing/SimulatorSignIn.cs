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

    /// <summary>
    /// With a temporary key that it gets from the metadata service, as on an elastic cloud server (ECS). The simulator stands in for
    /// that too; the key is one of the first user.
    /// </summary>
    EcsMetadata,
}
