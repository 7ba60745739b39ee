using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Whose instance it is. Mirrors Table 27 of the API.</summary>
public sealed record User : WireRecord
{
    /// <summary>The id of the user.</summary>
    public string? Id { get; init; }

    /// <summary>The name of the user.</summary>
    public string? Name { get; init; }
}
