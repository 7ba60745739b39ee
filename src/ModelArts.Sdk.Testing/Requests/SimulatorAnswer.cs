using System.Text.Json.Nodes;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Authentication;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>An answer, and what the journal says of it.</summary>
internal sealed record SimulatorAnswer
{
    public required int StatusCode { get; init; }

    public JsonObject Body { get; init; } = [];

    /// <summary>The body where it is no JSON object; <see langword="null"/>: it is <see cref="Body"/>.</summary>
    public string? Text { get; init; }

    /// <summary>What the body is.</summary>
    public string ContentType { get; init; } = "application/json;charset=utf-8";

    public ModelArtsErrorCode? ErrorCode { get; init; }

    public string? InstanceId { get; init; }

    public InstanceStatus? StatusBefore { get; init; }

    public InstanceStatus? StatusAfter { get; init; }

    /// <summary>What was made of the sender.</summary>
    public SimulatorAuthentication Authentication { get; init; }

    /// <summary>The name of the user whose credential it was; <see langword="null"/> where that is not known.</summary>
    public string? Caller { get; init; }

    /// <summary>The access key that the request was signed with, where that is good.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Whether the journal is to have it: what the dashboard asks for is not a request to the service.</summary>
    public bool IsJournaled { get; init; } = true;

    /// <summary>Headers of this answer alone.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Whether IAM answers, which names the id of a request differently.</summary>
    public bool IsFromIam { get; init; }

    /// <summary>The answer, with what was made of the sender.</summary>
    public SimulatorAnswer By(Verdict verdict) =>
        this with { Authentication = verdict.Authentication, Caller = verdict.User?.Name, AccessKey = verdict.AccessKey };

    public static SimulatorAnswer Of(ServiceError error, string requestId = "") =>
        new() { StatusCode = error.StatusCode, Body = error.ToJson(requestId), ErrorCode = error.Code };
}
