namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What one wait has seen so far, and what follows from it.</summary>
internal sealed class WaitState(InstanceOperation operation, WaitOptions options, TimeProvider timeProvider)
{
    /// <summary>A service that answers nothing good this often in a row is not having a bad moment.</summary>
    internal const int MaxConsecutiveErrors = 5;

    /// <summary>
    /// An operation that was picked up again cannot tell an instance that is about to start from one that was stopped for good, nor a
    /// new start of a failed one its new failure from the old. The better of the two is taken for granted for this long.
    /// </summary>
    internal static readonly TimeSpan LagTolerance = TimeSpan.FromMinutes(1);

    private readonly long _begun = timeProvider.GetTimestamp();
    private int _polls;
    private int _errors;
    private int _failedStarts;
    private bool _hasStarted;
    private bool _hasGivenUp;
    private DevEnvironmentInstance? _last = operation.Instance;

    public InstanceOperation Operation => operation;

    public WaitOptions Options => options;

    public InstanceStatus LastStatus => _last?.Status ?? default;

    public ModelArtsException? LastError { get; private set; }

    /// <summary>How many polls in a row have found the same status, less one.</summary>
    public int UnchangedPolls { get; private set; } = -1;

    /// <summary>How long the service has asked to be left in peace.</summary>
    public TimeSpan? RetryAfter => (LastError as ModelArtsApiException)?.RetryAfter;

    /// <summary>Whether nothing is left to wait for.</summary>
    public bool HasEnded => _hasGivenUp || operation.HasCompleted;

    /// <summary>Whether the instance has come to the head of the queue, and this wait is to start it and has not yet.</summary>
    public bool MustStart => options.StartWhenReady
        && operation.Goal == InstanceGoal.Running
        && LastStatus == InstanceStatus.ReadyToStart
        && !_hasStarted
        && !HasEnded;

    private TimeSpan Elapsed => timeProvider.GetElapsedTime(_begun);

    private QueuingInfo? Queue => _last?.QueuingInfo;

    /// <summary>Before a poll: ends the patience with what an operation that was picked up again takes for a lag.</summary>
    public void EndLagInTime()
    {
        if (operation.LagMayBeTheEnd && Elapsed >= LagTolerance)
        {
            operation.EndLag();
        }
    }

    /// <summary>Takes note of a poll that was answered.</summary>
    public void Saw(DevEnvironmentInstance instance)
    {
        UnchangedPolls = _last is not null && instance.Status == _last.Status ? UnchangedPolls + 1 : 0;
        _errors = 0;
        LastError = null;
        _last = instance;
        if (instance.Status != InstanceStatus.ReadyToStart)
        {
            _hasStarted = false;
            _failedStarts = 0;
        }

        _polls++;
        operation.Telemetry.Polled(operation, instance.Status, _polls, UnchangedPolls == 0, error: null);
        Report();
    }

    /// <summary>Takes note of a poll that failed; says whether to go on all the same.</summary>
    public bool SurvivesError(ModelArtsException exception)
    {
        if (_hasGivenUp || !MayPass(exception))
        {
            return false;
        }

        _errors++;
        UnchangedPolls++;
        LastError = exception;
        _polls++;
        operation.Telemetry.Polled(operation, LastStatus, _polls, isNews: true, exception);
        Report();
        return _errors <= MaxConsecutiveErrors;
    }

    /// <summary>Takes note that the instance, at the head of the queue, was told to start: once, however long it still shows that it is ready.</summary>
    public void Started()
    {
        _hasStarted = true;
        _failedStarts = 0;
    }

    /// <summary>Takes note that telling it to start has failed; says whether to try again after the next poll.</summary>
    public bool SurvivesFailedStart(ModelArtsException exception)
    {
        LastError = exception;
        _failedStarts++;
        Report();

        // Another hand may be about to start it: the next poll will tell.
        bool mayPass = MayPass(exception) || exception is ModelArtsApiException { ErrorCode: var code } && code == ModelArtsErrorCode.OperationConflict;
        _hasGivenUp = !mayPass || _failedStarts > MaxConsecutiveErrors;
        return !_hasGivenUp;
    }

    /// <summary>Ends the wait for this operation alone, in a wait for many.</summary>
    public void GiveUp(ModelArtsException failure)
    {
        _hasGivenUp = true;
        operation.GiveUp(failure);
    }

    /// <summary>The pause before the next poll.</summary>
    public TimeSpan NextPause(double random) => PollInterval.Next(
        options,
        UnchangedPolls,
        Queue?.RemainTime,
        RetryAfter,
        options.Timeout == Timeout.InfiniteTimeSpan ? null : options.Timeout - Elapsed,
        random);

    /// <summary>That the goal was not reached in time.</summary>
    public WaitTimeoutException TimedOut() => new(operation.InstanceId, operation.Goal, LastStatus, options.Timeout, LastError);

    // An instance that has just been created may not be known to every server of the service yet.
    private bool MayPass(ModelArtsException exception) =>
        TransientErrors.IncludesForRead(exception)
        || (operation.Kind == OperationKind.Create && exception is ModelArtsApiException { ErrorCode: var code } && code == ModelArtsErrorCode.InstanceNotFound);

    private void Report() => options.Progress?.Report(new InstanceProgress
    {
        InstanceId = operation.InstanceId,
        Goal = operation.Goal,
        Status = LastStatus,
        Elapsed = Elapsed,
        Polls = _polls,
        QueueRank = Queue?.Rank,
        QueueRemaining = Queue?.RemainTime,
        Error = LastError,
    });
}
