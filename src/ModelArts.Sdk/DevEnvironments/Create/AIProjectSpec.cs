using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The AI project of a new instance; reserved by the service. Mirrors Table 10 of the API.</summary>
public sealed record AIProjectSpec : WireRecord
{
    /// <summary>The id of the AI project.</summary>
    public string? Id { get; init; }
}
