using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.State;

/// <summary>Where an instance stands in the queue for its flavor.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Since">Since when it has been queuing.</param>
/// <param name="Turn">When its turn is expected to come.</param>
internal sealed record QueuePlace(int Rank, DateTimeOffset Since, DateTimeOffset Turn);

/// <summary>The queue for a free flavor that has no place left.</summary>
/// <param name="Length">How many wait.</param>
/// <param name="Turn">When the turn of one more is expected to come.</param>
internal sealed record QueueLength(int Length, DateTimeOffset Turn);

/// <summary>
/// The queue for a free flavor, first come first served. Works out when a place becomes free from the timelines of those that
/// have one, so that it does not matter when anybody looks. The instances that it is given are all of one flavor.
/// </summary>
internal sealed class FreeQueue(int capacity, LifePlan plan)
{
    private static readonly InstanceStatus[] StatusesWithPlace =
    [
        InstanceStatus.Creating, InstanceStatus.ReadyToStart, InstanceStatus.Starting, InstanceStatus.Running,
        InstanceStatus.Restarting, InstanceStatus.Stopping,
    ];

    /// <summary>Whether one more would have to queue.</summary>
    public bool IsFull(IReadOnlyList<SimulatedInstance> instances, DateTimeOffset now) =>
        instances.Any(static instance => instance.IsQueuing)
        || Placed(instances).Count(instance => StatusesWithPlace.Contains(instance.Timeline.At(now).Status)) >= capacity;

    /// <summary>Whose turn is next, and when; <see langword="null"/> where nobody queues, or no place will ever become free.</summary>
    public (SimulatedInstance Instance, DateTimeOffset Time)? NextTurn(IReadOnlyList<SimulatedInstance> instances) =>
        Queue(instances).FirstOrDefault() is { } head && FreeAt([.. Placed(instances).Select(FreedAt)]) is { } time

            // Not before clients are shown that it queues: until then they are shown what was before.
            ? (head, time > head.Timeline.EndsAt ? time : head.Timeline.EndsAt)
            : null;

    /// <summary>Where one of them stands; <see langword="null"/> where it does not queue.</summary>
    public QueuePlace? PlaceOf(SimulatedInstance instance, IReadOnlyList<SimulatedInstance> instances, DateTimeOffset now)
    {
        SimulatedInstance[] queue = [.. Queue(instances)];
        int ahead = Array.FindIndex(queue, queuing => queuing.Id == instance.Id);
        return ahead < 0 ? null : new QueuePlace(ahead + 1, instance.Timeline.Start, TurnBehind(queue[..ahead], instances, now));
    }

    /// <summary>How long it is, and what one more would have to wait; <see langword="null"/> where a place is left.</summary>
    public QueueLength? LengthOf(IReadOnlyList<SimulatedInstance> instances, DateTimeOffset now)
    {
        SimulatedInstance[] queue = [.. Queue(instances)];
        return IsFull(instances, now) ? new QueueLength(queue.Length, TurnBehind(queue, instances, now)) : null;
    }

    /// <summary>When the turn comes of whoever stands behind others in the queue.</summary>
    private DateTimeOffset TurnBehind(SimulatedInstance[] ahead, IReadOnlyList<SimulatedInstance> instances, DateTimeOffset now)
    {
        List<DateTimeOffset?> freed = [.. Placed(instances).Select(other => FreedAt(other) ?? now + plan.TurnOf(other))];
        foreach (SimulatedInstance queuing in ahead)
        {
            freed.Add(Turn() + plan.TurnOf(queuing));
        }

        return Turn();

        DateTimeOffset Turn() => FreeAt(freed) is { } time && time > now ? time : now;
    }

    private static IEnumerable<SimulatedInstance> Queue(IReadOnlyList<SimulatedInstance> instances) =>
        instances.Where(static instance => instance.IsQueuing).OrderBy(static instance => instance.Ticket);

    private static IEnumerable<SimulatedInstance> Placed(IReadOnlyList<SimulatedInstance> instances) =>
        instances.Where(static instance => !instance.IsQueuing);

    /// <summary>When an instance gives its place up, or has; <see langword="null"/>: not by itself.</summary>
    private static DateTimeOffset? FreedAt(SimulatedInstance instance) =>
        instance.Timeline.FirstIn(static status => !StatusesWithPlace.Contains(status));

    /// <summary>When fewer than the capacity have a place; <see langword="null"/>: never.</summary>
    private DateTimeOffset? FreeAt(List<DateTimeOffset?> freed) => freed.Count < capacity
        ? DateTimeOffset.MinValue
        : freed.Order(Comparer<DateTimeOffset?>.Create(static (one, other) =>
            Comparer<DateTimeOffset>.Default.Compare(one ?? DateTimeOffset.MaxValue, other ?? DateTimeOffset.MaxValue)))
            .ElementAt(freed.Count - capacity);
}
