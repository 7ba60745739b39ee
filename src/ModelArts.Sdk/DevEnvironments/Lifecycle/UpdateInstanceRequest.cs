using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What to change about an instance; what is <see langword="null"/> stays as it is.</summary>
public sealed record UpdateInstanceRequest : WireRecord
{
    /// <summary>The new description: at most 512 characters, none of <c>&amp; &lt; &gt; " ' /</c>; empty to remove it. Default: unchanged.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The new auto-stop. A new duration takes effect at the next start of an instance that runs. Default: unchanged.
    /// </summary>
    [JsonIgnore]
    public AutoStopSpec? AutoStop { get; init; }

    // On the wire auto-stop stands inside `spec`, of which nothing else can be changed.
    [JsonInclude]
    internal UpdateNotebookSpec? Spec
    {
        get => AutoStop is null ? null : new UpdateNotebookSpec { AutoStop = AutoStop };
        init => AutoStop = value?.AutoStop;
    }

    /// <summary>Checks the request against the rules of the API. Nothing is sent.</summary>
    /// <returns>Every rule that it breaks; empty where there is none.</returns>
    public IReadOnlyList<RequestFailure> Validate() => UpdateInstanceRules.Check(this);
}

/// <summary>The part of a notebook that can be changed.</summary>
internal sealed record UpdateNotebookSpec
{
    public AutoStopSpec? AutoStop { get; init; }
}
