using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>How a notebook is set up, and how it fares. Mirrors Table 19 of the API.</summary>
public sealed record Notebook : WireRecord
{
    /// <summary>Where a custom image writes its log.</summary>
    public string? LogPath { get; init; }

    /// <summary>The script that is run when the notebook starts.</summary>
    public string? CustomScriptPath { get; init; }

    /// <summary>Further storage.</summary>
    public IReadOnlyList<Storage>? ExtendStorage { get; init; }

    /// <summary>The storage that the notebook works on.</summary>
    public Storage? Storage { get; init; }

    /// <summary>The keys by which object storage is reached.</summary>
    public RepositoryCredential? Credential { get; init; }

    /// <summary>The Git repository; filled in by the service, not for use.</summary>
    public Repository? Repository { get; init; }

    /// <summary>Until when its resources are reserved.</summary>
    [JsonConverter(typeof(EpochMillisecondsNumberConverter))]
    public DateTimeOffset? ResourceReservedTimestamp { get; init; }

    /// <summary>When the instance stops by itself.</summary>
    public AutoStop? AutoStop { get; init; }

    /// <summary>Why a creation or a start failed.</summary>
    public FailureReason? FailedReasons { get; init; }

    /// <summary>Annotations, among them <c>url</c>, which is empty until the instance runs and cannot be opened as it is.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Further parameters.</summary>
    public IReadOnlyDictionary<string, string>? ExtendParams { get; init; }
}
