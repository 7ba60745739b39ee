using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>How a new notebook is set up. Mirrors Table 3 of the API.</summary>
public sealed record NotebookSpec : WireRecord
{
    /// <summary>The storage that the notebook works on.</summary>
    public required StorageSpec Storage { get; init; }

    /// <summary>Further storage: parallel file systems only, in some dedicated resource pools only. Default: none.</summary>
    public IReadOnlyList<StorageSpec>? ExtendStorage { get; init; }

    /// <summary>When the instance stops by itself. Default of the service: never.</summary>
    public AutoStopSpec? AutoStop { get; init; }

    /// <summary>Free annotations. Default: none.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
