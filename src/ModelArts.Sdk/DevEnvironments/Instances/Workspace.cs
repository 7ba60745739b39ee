using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The workspace of an instance. Mirrors Table 24 of the API.</summary>
public sealed record Workspace : WireRecord
{
    /// <summary>The id of the workspace.</summary>
    public string? Id { get; init; }
}
