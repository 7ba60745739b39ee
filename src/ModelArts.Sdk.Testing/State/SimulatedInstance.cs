using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.State;

/// <summary>An instance that was created. Immutable: what changes with time is worked out from the timeline.</summary>
internal sealed record SimulatedInstance
{
    private static readonly InstanceStatus[] QueuingStatuses = [InstanceStatus.CreateQueuing, InstanceStatus.StartQueuing];

    public required string Id { get; init; }

    /// <summary>The project that it belongs to.</summary>
    public required string ProjectId { get; init; }

    /// <summary>Who created it.</summary>
    public required InstanceOwner Owner { get; init; }

    /// <summary>Its place in the order of creation, which times alone do not tell.</summary>
    public required long Sequence { get; init; }

    /// <summary>What was asked for, as it passed the rules.</summary>
    public required CreateInstanceRequest Request { get; init; }

    /// <summary>The description, which can be changed.</summary>
    public string? Description { get; init; }

    /// <summary>The auto-stop, which can be changed.</summary>
    public AutoStopSpec? AutoStop { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed by hand; <see langword="null"/>: never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    public required Timeline Timeline { get; init; }

    /// <summary>Why it fails, once the timeline comes to that; <see langword="null"/> where it does not.</summary>
    public ScriptedFailure? Failure { get; init; }

    /// <summary>Its place in the order of queuing, where it queues.</summary>
    public long Ticket { get; init; }

    /// <summary>What opens its web interface.</summary>
    public required string AccessToken { get; init; }

    public string Flavor => Request.Flavor.Value;

    public bool IsFree => FreeFlavor.Is(Flavor);

    public bool IsQueuing => QueuingStatuses.Contains(Timeline.End);
}

/// <summary>Which flavors cost nothing.</summary>
internal static class FreeFlavor
{
    public static bool Is(string flavor) => flavor.EndsWith(".free", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The user that an instance belongs to.</summary>
internal sealed record InstanceOwner(string Id, string Name);
