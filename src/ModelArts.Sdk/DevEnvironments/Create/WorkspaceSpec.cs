using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The workspace of a new instance. Mirrors Table 7 of the API.</summary>
public sealed record WorkspaceSpec : WireRecord
{
    /// <summary>The id of the workspace. Default of the service: <c>0</c>.</summary>
    public string? Id { get; init; }
}
