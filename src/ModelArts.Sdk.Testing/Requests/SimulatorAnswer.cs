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

    /// <summary>What was asked for, where the body says it more exactly than the path.</summary>
    public SimulatorOperation? Operation { get; init; }

    /// <summary>What was made of the sender.</summary>
    public SimulatorAuthentication Authentication { get; init; }

    /// <summary>Headers of this answer alone.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether IAM answers, which names the id of a request differently.</summary>
    public bool IsFromIam { get; init; }

    public static SimulatorAnswer Of(ServiceError error, string requestId = "") =>
        new() { StatusCode = error.StatusCode, Body = error.ToJson(requestId), ErrorCode = error.Code };
}
