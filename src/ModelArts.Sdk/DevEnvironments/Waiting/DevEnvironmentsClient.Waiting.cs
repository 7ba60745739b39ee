namespace ModelArts.Sdk.DevEnvironments;

/// <content>Going on with operations, and waiting for many of them.</content>
public partial class DevEnvironmentsClient
{
    /// <summary>Picks an operation up again, in another process too. Nothing is sent.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="goal">What it is to lead to.</param>
    /// <returns>
    /// The operation. What was asked of the instance is not known to it: an instance that stays STOPPED for a minute while it is
    /// waited for to run counts as failed, and one that has been told to restart and is still RUNNING counts as running.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> or <paramref name="goal"/> is impossible.</exception>
    public virtual InstanceOperation GetOperation(string instanceId, InstanceGoal goal)
    {
        PathSegment.ThrowIfInvalid(instanceId, nameof(instanceId));
        return new InstanceOperation(this, instanceId, OperationKinds.Resume(goal));
    }

    /// <summary>
    /// Waits for any number of operations: lists the instances once an interval rather than asking for each, asks singly for those
    /// that the list does not show, and finishes the rest when some fail.
    /// </summary>
    /// <param name="operations">The operations, with goals of any kind; all of this client.</param>
    /// <param name="options">How to wait, and how much to ask of the service. Default: at most 30 minutes.</param>
    /// <param name="cancellationToken">Ends the wait; the instances go on.</param>
    /// <returns>
    /// The operations, in their order. Failures are not thrown, since the others have succeeded: see
    /// <see cref="InstanceOperation.HasSucceeded"/> and <see cref="InstanceOperation.Failure"/>, which is a
    /// <see cref="WaitTimeoutException"/> for what was not there in time.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// An argument or an operation is <see langword="null"/>, an operation is of another client, or <paramref name="options"/> hold an
    /// impossible value.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<IReadOnlyList<InstanceOperation>> WaitAllAsync(
        IEnumerable<InstanceOperation> operations,
        WaitOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operations);
        options ??= WaitOptions.Default;
        options.ThrowIfInvalid(nameof(options));
        InstanceOperation[] all = [.. operations];
        if (all.Contains(null!))
        {
            throw new ArgumentException("An operation is null.", nameof(operations));
        }

        // Elsewhere its id means nothing, and "there is no such instance" would pass for a deletion.
        if (Array.Find(all, operation => !operation.IsOf(this)) is { } stranger)
        {
            throw new ArgumentException($"The operation on {stranger.InstanceId} is of another client.", nameof(operations));
        }

        FleetWait fleet = new(this, all.Distinct(), options, _options.TimeProvider, _options.Jitter);
        await Telemetry.WaitAllAsync(all, fleet, static (fleet, token) => fleet.RunAsync(token), cancellationToken).ConfigureAwait(false);
        return all;
    }
}
