using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.State;

/// <summary>An instance that was created. Immutable: what changes with time is worked out from the timeline.</summary>
internal sealed record SimulatedInstance
{
    public required string Id { get; init; }

    /// <summary>What was asked for, as it passed the rules.</summary>
    public required CreateInstanceRequest Request { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required Timeline Timeline { get; init; }

    /// <summary>Why it fails, once the timeline comes to that; <see langword="null"/> where it does not.</summary>
    public ScriptedFailure? Failure { get; init; }
}
