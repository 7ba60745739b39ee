namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// Something that takes the service minutes: it goes on by itself, whether anybody waits or not. Thread-safe; several can wait
/// for the same operation.
/// </summary>
public class InstanceOperation
{
    private readonly DevEnvironmentsClient _client;
    private volatile DevEnvironmentInstance? _instance;

    internal InstanceOperation(DevEnvironmentsClient client, string instanceId, InstanceGoal goal, DevEnvironmentInstance? instance)
    {
        _client = client;
        InstanceId = instanceId;
        Goal = goal;
        _instance = instance;
    }

    /// <summary>For a test's double, which overrides the members that it needs.</summary>
    protected InstanceOperation()
    {
        _client = null!;
        InstanceId = "";
    }

    /// <summary>The id of the instance.</summary>
    public virtual string InstanceId { get; }

    /// <summary>What the operation is to lead to.</summary>
    public virtual InstanceGoal Goal { get; }

    /// <summary>The instance as it was last seen; <see langword="null"/> where it has not been.</summary>
    public virtual DevEnvironmentInstance? Instance => _instance;

    /// <summary>Whether it has ended, by what was last seen: the goal is reached, or will not be reached any more.</summary>
    public virtual bool HasCompleted =>
        _instance is { } instance && StatusTable.MeaningOf(Goal, instance.Status) != StatusMeaning.Pending;

    /// <summary>Asks the service once how the instance fares.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The instance.</returns>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<DevEnvironmentInstance?> UpdateAsync(CancellationToken cancellationToken = default) =>
        await PollAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Waits until the goal is reached: polls with growing pauses, lives through up to 5 errors in a row that may pass, and deletes
    /// nothing whatever happens. Ends at once where what was last seen has decided already.
    /// </summary>
    /// <param name="options">How to wait. Default: at most 30 minutes, a poll every 2 to 30 seconds.</param>
    /// <param name="cancellationToken">Ends the wait; the instance goes on.</param>
    /// <returns>The instance, which has reached the goal.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> hold an impossible value; the message lists all of them.</exception>
    /// <exception cref="InstanceOperationFailedException">The goal will not be reached any more.</exception>
    /// <exception cref="WaitTimeoutException">It was not reached within <see cref="WaitOptions.Timeout"/>.</exception>
    /// <exception cref="ModelArtsException">A poll failed in a way that will not pass; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<DevEnvironmentInstance> WaitAsync(WaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= WaitOptions.Default;
        options.ThrowIfInvalid(nameof(options));

        // Read once: another wait for the same operation may store a later answer at any time.
        DevEnvironmentInstance? instance = Instance;
        if (instance is null || StatusTable.MeaningOf(Goal, instance.Status) == StatusMeaning.Pending)
        {
            instance = await _client.Waiter.WaitAsync(this, options, cancellationToken).ConfigureAwait(false);
        }

        return StatusTable.MeaningOf(Goal, instance.Status) == StatusMeaning.Reached
            ? instance
            : throw new InstanceOperationFailedException(instance, Goal);
    }

    /// <summary>The id of the instance and what is waited for.</summary>
    public override string ToString() => $"{InstanceId}: {Instance?.Status.Value ?? "unknown"}, to be {Goal}";

    internal async Task<DevEnvironmentInstance> PollAsync(CancellationToken cancellationToken)
    {
        DevEnvironmentInstance instance = await _client.GetAsync(InstanceId, cancellationToken).ConfigureAwait(false);
        _instance = instance;
        return instance;
    }
}
