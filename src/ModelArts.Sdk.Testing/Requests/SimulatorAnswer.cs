using System.Text.Json.Nodes;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>An answer, and what the journal says of it.</summary>
internal sealed record SimulatorAnswer
{
    public required int StatusCode { get; init; }

    public required JsonObject Body { get; init; }

    public ModelArtsErrorCode? ErrorCode { get; init; }

    public string? InstanceId { get; init; }

    public InstanceStatus? StatusBefore { get; init; }

    public InstanceStatus? StatusAfter { get; init; }

    public static SimulatorAnswer Of(ServiceError error) =>
        new() { StatusCode = error.StatusCode, Body = error.ToJson(), ErrorCode = error.Code };
}
