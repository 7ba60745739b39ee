namespace ModelArts.Sdk.Testing;

/// <summary>A project of a simulator. Each has its own instances; an id or a name of one says nothing in another.</summary>
/// <seealso cref="SimulatorOptions.Projects"/>
public sealed record SimulatorProject
{
    /// <summary>Its id, as it stands in paths: 1 to 64 letters, digits, hyphens and underscores. No two projects have the same.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, by which IAM finds it; in the real one, that of a region. No two projects of an account have the same.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The name of the account (domain) that it belongs to. Default: <see langword="null"/>, <see cref="SimulatorOptions.DomainName"/>.
    /// </summary>
    public string? DomainName { get; init; }
}
