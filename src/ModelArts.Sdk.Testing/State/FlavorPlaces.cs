namespace ModelArts.Sdk.Testing.State;

/// <summary>
/// How many instances of each flavor can be active at once, and who waits for a place. Only free flavors are waited for; an instance
/// of another one is refused where no place is left.
/// </summary>
internal sealed class FlavorPlaces
{
    private readonly SimulatorOptions _options;
    private readonly LifePlan _plan;
    private readonly Dictionary<string, int> _capacities;
    private readonly Dictionary<string, FreeQueue> _queues = new(StringComparer.OrdinalIgnoreCase);

    public FlavorPlaces(SimulatorOptions options)
    {
        (_options, _plan) = (options, new LifePlan(options));
        _capacities = new(options.FlavorCapacities, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether no place is left for one more.</summary>
    public bool IsFull(string flavor, IEnumerable<SimulatedInstance> all, DateTimeOffset now) =>
        QueueOf(flavor) is { } queue && queue.IsFull(OfFlavor(flavor, all), now);

    /// <summary>Whose turn is next, and when; <see langword="null"/> where nobody queues, or no place will ever become free.</summary>
    public (SimulatedInstance Instance, DateTimeOffset Time)? NextTurn(string flavor, IEnumerable<SimulatedInstance> all) =>
        QueueOf(flavor) is { } queue ? queue.NextTurn(OfFlavor(flavor, all))

            // It queued in an earlier run, under other options.
            : OfFlavor(flavor, all).Where(static instance => instance.IsQueuing).MinBy(static instance => instance.Ticket) is { } first
                ? (first, first.Timeline.Start)
            : null;

    /// <summary>Where an instance stands in its queue.</summary>
    public QueuePlace? PlaceOf(SimulatedInstance instance, IEnumerable<SimulatedInstance> all, DateTimeOffset now) =>
        QueueOf(instance.Flavor)?.PlaceOf(instance, OfFlavor(instance.Flavor, all), now);

    /// <summary>How long the queue for a free flavor is; <see langword="null"/> where a place is left, or where nobody queues for it.</summary>
    public QueueLength? QueueFor(string flavor, IEnumerable<SimulatedInstance> all, DateTimeOffset now) =>
        FreeFlavor.Is(flavor) ? QueueOf(flavor)?.LengthOf(OfFlavor(flavor, all), now) : null;

    private static List<SimulatedInstance> OfFlavor(string flavor, IEnumerable<SimulatedInstance> all) =>
        [.. all.Where(instance => string.Equals(instance.Flavor, flavor, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The queue for a flavor; <see langword="null"/> where any number of its instances can be active.</summary>
    private FreeQueue? QueueOf(string flavor)
    {
        if (!_queues.TryGetValue(flavor, out FreeQueue? queue)
            && (_capacities.TryGetValue(flavor, out int capacity) ? capacity : FreeFlavor.Is(flavor) ? _options.FreeCapacity : null) is { } places)
        {
            _queues[flavor] = queue = new FreeQueue(places, _plan);
        }

        return queue;
    }
}
