using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Why a creation or a start failed. Mirrors Table 22 of the API.</summary>
public sealed record FailureReason : WireRecord
{
    /// <summary>The error code.</summary>
    public ModelArtsErrorCode? Code { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Message { get; init; }

    /// <summary>Details of the reason.</summary>
    public IReadOnlyDictionary<string, string>? Detail { get; init; }
}
