using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// Something that takes the service minutes: it goes on by itself, whether anybody waits or not. Thread-safe; several can wait
/// for the same operation.
/// </summary>
public class InstanceOperation
{
    private readonly DevEnvironmentsClient _client;
    private readonly DateTimeOffset? _updatedBefore;
    private readonly InstanceStatus? _statusBefore;
    private volatile Sighting? _last;
    private volatile ModelArtsException? _failure;
    private volatile bool _lagIsOver;

    internal InstanceOperation(
        DevEnvironmentsClient client,
        string instanceId,
        OperationKind kind,
        DevEnvironmentInstance? instance = null,
        DateTimeOffset? updatedBefore = null,
        InstanceStatus? statusBefore = null)
    {
        _client = client;
        _updatedBefore = updatedBefore;
        _statusBefore = statusBefore;
        InstanceId = instanceId;
        Kind = kind;
        Goal = OperationKinds.GoalOf(kind);
        if (instance is not null)
        {
            Observe(instance);
        }
    }

    /// <summary>For a test's double, which overrides the members that it needs.</summary>
    protected InstanceOperation()
    {
        _client = null!;
        InstanceId = "";
    }

    /// <summary>For an operation of no service.</summary>
    private protected InstanceOperation(string instanceId, OperationKind kind)
        : this()
    {
        InstanceId = instanceId;
        Kind = kind;
        Goal = OperationKinds.GoalOf(kind);
    }

    /// <summary>The id of the instance. It is all that another process needs to go on: <see cref="DevEnvironmentsClient.GetOperation"/>.</summary>
    public virtual string InstanceId { get; }

    /// <summary>What the operation is to lead to.</summary>
    public virtual InstanceGoal Goal { get; }

    /// <summary>The instance as it was last seen; <see langword="null"/> where it has not been.</summary>
    public virtual DevEnvironmentInstance? Instance => _last?.Instance;

    /// <summary>
    /// Whether it has ended, by what was last seen: the goal is reached, or will not be reached any more. What has succeeded stays
    /// so, whatever becomes of the instance later.
    /// </summary>
    public virtual bool HasCompleted => Meaning != StatusMeaning.Pending;

    /// <summary>Whether the goal is reached, by what was last seen.</summary>
    public virtual bool HasSucceeded => Meaning == StatusMeaning.Reached;

    /// <summary>
    /// Why the goal will not be reached, or why <see cref="DevEnvironmentsClient.WaitAllAsync"/> has given up on it;
    /// <see langword="null"/> where neither is so.
    /// </summary>
    public virtual ModelArtsException? Failure => _last switch
    {
        { Meaning: StatusMeaning.Reached } => null,
        { Meaning: StatusMeaning.Failed } last => new InstanceOperationFailedException(last.Instance, Goal),
        _ => _failure,
    };

    /// <summary>
    /// Whether the answer to a create was lost, and the instance was found in the list by its name, flavor and profile. It is the
    /// caller's own, unless another caller asked for the very same at the same time; <see cref="ModelArtsRetryOptions.MarkCreates"/>
    /// rules that out. Default: <see langword="false"/>.
    /// </summary>
    public virtual bool WasReconciled { get; internal init; }

    internal OperationKind Kind { get; }

    /// <summary>Whether it is good news that the instance does not exist.</summary>
    internal bool WantsItGone => StatusTable.MeaningOf(Kind, InstanceStatus.Deleted, lagIsOver: true) == StatusMeaning.Reached;

    internal Sighting? Last => _last;

    private StatusMeaning Meaning => _last?.Meaning ?? StatusMeaning.Pending;

    /// <summary>Asks the service once how the instance fares; sends nothing when the goal is reached already.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The instance; <see langword="null"/> where it was to be deleted and is gone.</returns>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<DevEnvironmentInstance?> UpdateAsync(CancellationToken cancellationToken = default)
    {
        Sighting seen = _last is { Meaning: StatusMeaning.Reached } reached
            ? reached
            : await Telemetry.CallAsync(
                Operation.Get, InstanceId, this, static (operation, token) => operation.PollAsync(token), cancellationToken).ConfigureAwait(false);
        return Goal == InstanceGoal.Deleted && seen.Meaning == StatusMeaning.Reached ? null : seen.Instance;
    }

    /// <summary>
    /// Waits until the goal is reached: polls with growing pauses, lives through up to 5 errors in a row that may pass, and deletes
    /// nothing whatever happens. Ends at once where what was last seen has decided already.
    /// </summary>
    /// <param name="options">How to wait. Default: at most 30 minutes, a poll every 2 to 30 seconds.</param>
    /// <param name="cancellationToken">Ends the wait; the instance goes on.</param>
    /// <returns>The instance, which has reached the goal; one that is gone as it was last seen, with the status DELETED.</returns>
    /// <exception cref="ArgumentException"><paramref name="options"/> hold an impossible value; the message lists all of them.</exception>
    /// <exception cref="InstanceOperationFailedException">The goal will not be reached any more.</exception>
    /// <exception cref="WaitTimeoutException">It was not reached within <see cref="WaitOptions.Timeout"/>.</exception>
    /// <exception cref="ModelArtsException">A poll failed in a way that will not pass; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <example>
    /// <code>
    /// try
    /// {
    ///     WaitOptions options = new() { Timeout = TimeSpan.FromMinutes(10) };
    ///     DevEnvironmentInstance instance = await operation.WaitAsync(options, cancellationToken);
    ///     Console.WriteLine($"{instance.Name} runs.");
    /// }
    /// catch (WaitTimeoutException exception)
    /// {
    ///     // The instance goes on, and may be billed.
    ///     Console.WriteLine($"{exception.InstanceId} is still {exception.LastStatus}.");
    /// }
    /// </code>
    /// </example>
    public virtual Task<DevEnvironmentInstance> WaitAsync(WaitOptions? options = null, CancellationToken cancellationToken = default) =>
        Telemetry.WaitAsync(
            this, (operation: this, options), static (wait, token) => wait.operation.WaitAsPartAsync(wait.options, token), cancellationToken);

    /// <summary>The id of the instance, what was last seen of it, and what is waited for.</summary>
    public override string ToString() => $"{InstanceId}: {Instance?.Status.Value ?? "unknown"}, to be {Goal}";

    internal ClientTelemetry Telemetry => _client?.Telemetry ?? ClientTelemetry.None;

    /// <summary>Waits as part of something larger, which tells of it in its own way.</summary>
    internal async Task<DevEnvironmentInstance> WaitAsPartAsync(WaitOptions? options, CancellationToken cancellationToken)
    {
        options ??= WaitOptions.Default;
        options.ThrowIfInvalid(nameof(options));

        // What this wait has found itself: another wait for the same operation may store a later answer at any time.
        Sighting seen = _last is { Meaning: not StatusMeaning.Pending } decided
            ? decided
            : await _client.Waiter.WaitAsync(this, options, cancellationToken).ConfigureAwait(false);
        return seen.Meaning == StatusMeaning.Reached ? seen.Instance : throw new InstanceOperationFailedException(seen.Instance, Goal);
    }

    internal async Task<Sighting> PollAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Observe(await _client.LookAsync(InstanceId, cancellationToken).ConfigureAwait(false));
        }
        catch (ModelArtsApiException exception) when (AlreadySo.IsGone(exception) && KnowsItIsGone)
        {
            return ObserveGone();
        }
    }

    /// <summary>Starts what has come to the head of the queue.</summary>
    internal Task StartAsync(CancellationToken cancellationToken) => _client.StartAsync(InstanceId, cancellationToken);

    /// <summary>Whether the operation was begun by this client: another may be one of another project, where its id means nothing.</summary>
    internal bool IsOf(DevEnvironmentsClient client) => ReferenceEquals(_client, client);

    /// <summary>Takes note of the instance as the service shows it; says what is known then.</summary>
    internal Sighting Observe(DevEnvironmentInstance instance)
    {
        // Several may look at once, and an older answer may come later: it must neither undo a success nor end a lag.
        Sighting? before = _last;
        if (before is not null && instance.LatestUpdateTimestamp < before.Instance.LatestUpdateTimestamp)
        {
            return before;
        }

        // Any other status than before the action, or a change that is younger than it, shows that the service has acted.
        bool isLag = StatusTable.IsLag(Kind, instance.Status) || instance.Status == _statusBefore;
        if (!isLag || instance.LatestUpdateTimestamp > _updatedBefore)
        {
            _lagIsOver = true;
        }

        StatusMeaning meaning = StatusTable.MeaningOf(Kind, instance.Status, _lagIsOver);
        if (meaning == StatusMeaning.Failed && isLag && !_lagIsOver)
        {
            // Such as the START_FAILED of an earlier start, right after a new one.
            meaning = StatusMeaning.Pending;
        }

        Sighting seen = new(instance, meaning);
        while (before is not { Meaning: StatusMeaning.Reached })
        {
            Sighting? current = Interlocked.CompareExchange(ref _last, seen, before);
            if (ReferenceEquals(current, before))
            {
                return seen;
            }

            before = current;
        }

        return before;
    }

    /// <summary>Takes note that the instance does not exist any more, whether that is what was wanted or not.</summary>
    internal Sighting ObserveGone() =>
        Observe((Instance ?? new DevEnvironmentInstance { Id = InstanceId }) with { Status = InstanceStatus.Deleted });

    /// <summary>
    /// Whether the answer that there is no such instance is to be believed: it is what was wanted, or the instance was there before.
    /// One that has just been created may not be known to every server of the service yet; one that was never seen may be a mistyped id.
    /// </summary>
    internal bool KnowsItIsGone => WantsItGone || (Kind != OperationKind.Create && Instance is not null);

    /// <summary>Ends the patience with a status from before the action.</summary>
    internal void EndLag() => _lagIsOver = true;

    /// <summary>Whether what looks like a lag may be the end: nothing tells the two apart but the time that it lasts.</summary>
    internal bool LagMayBeTheEnd => Kind == OperationKind.ResumeRunning
        || (Instance is { } instance && instance.Status == _statusBefore && !StatusTable.IsLag(Kind, instance.Status));

    /// <summary>Takes note that a wait for many operations has given up on this one.</summary>
    internal void GiveUp(ModelArtsException failure) => _failure = failure;

    /// <summary>A new wait begins: what an earlier one gave up on is open again.</summary>
    internal void Reopen() => _failure = null;
}

/// <summary>An instance as it was seen, and what that means for the operation.</summary>
internal sealed record Sighting(DevEnvironmentInstance Instance, StatusMeaning Meaning);
