using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The AI project of an instance. Mirrors Table 25 of the API.</summary>
public sealed record AIProject : WireRecord
{
    /// <summary>The id of the AI project.</summary>
    public string? Id { get; init; }
}
