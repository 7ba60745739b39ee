namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What one wait has seen so far, and what follows from it.</summary>
internal sealed class WaitState(InstanceOperation operation, WaitOptions options, TimeProvider timeProvider)
{
    /// <summary>A service that answers nothing good this often in a row is not having a bad moment.</summary>
    internal const int MaxConsecutiveErrors = 5;

    /// <summary>
    /// An operation that was picked up again cannot tell an instance that is about to start from one that was stopped for good. It
    /// takes the former for granted for this long.
    /// </summary>
    internal static readonly TimeSpan LagTolerance = TimeSpan.FromMinutes(1);

    private readonly long _begun = timeProvider.GetTimestamp();
    private int _polls;
    private int _unchangedPolls = -1;
    private int _errors;
    private DevEnvironmentInstance? _last = operation.Instance;

    public InstanceOperation Operation => operation;

    public WaitOptions Options => options;

    public InstanceStatus LastStatus => _last?.Status ?? default;

    public ModelArtsException? LastError { get; private set; }

    private TimeSpan Elapsed => timeProvider.GetElapsedTime(_begun);

    private QueuingInfo? Queue => _last?.QueuingInfo;

    /// <summary>Before a poll: ends the patience with what an operation that was picked up again takes for a lag.</summary>
    public void EndLagInTime()
    {
        if (operation.Kind == OperationKind.ResumeRunning && Elapsed >= LagTolerance)
        {
            operation.EndLag();
        }
    }

    /// <summary>Takes note of a poll that was answered.</summary>
    public void Saw(DevEnvironmentInstance instance)
    {
        _unchangedPolls = _last is not null && instance.Status == _last.Status ? _unchangedPolls + 1 : 0;
        _errors = 0;
        LastError = null;
        _last = instance;
        Report();
    }

    /// <summary>Takes note of a poll that failed; says whether to go on all the same.</summary>
    public bool SurvivesError(ModelArtsException exception)
    {
        if (!MayBeGoneNextTime(exception))
        {
            return false;
        }

        _errors++;
        _unchangedPolls++;
        LastError = exception;
        Report();
        return _errors <= MaxConsecutiveErrors;
    }

    /// <summary>The pause before the next poll.</summary>
    public TimeSpan NextPause(double random) => PollInterval.Next(
        options,
        _unchangedPolls,
        Queue?.RemainTime,
        (LastError as ModelArtsApiException)?.RetryAfter,
        options.Timeout == Timeout.InfiniteTimeSpan ? null : options.Timeout - Elapsed,
        random);

    // An instance that has just been created may not be known to every server of the service yet.
    private static bool MayBeGoneNextTime(ModelArtsException exception) =>
        TransientErrors.IncludesForRead(exception) || exception is ModelArtsApiException { ErrorCode: var code } && code == ModelArtsErrorCode.InstanceNotFound;

    private void Report()
    {
        _polls++;
        options.Progress?.Report(new InstanceProgress
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
}
