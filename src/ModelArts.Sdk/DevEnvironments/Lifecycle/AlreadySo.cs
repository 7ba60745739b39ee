namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// When a refusal means that the instance is already as asked, or on its way there. Then there is nothing to fail about: this
/// caller or another has asked before, perhaps in a call whose answer was lost.
/// </summary>
internal static class AlreadySo
{
    // Not for a deletion: that there is no such instance may as well mean that its id is mistyped.
    private static readonly Dictionary<OperationKind, HashSet<ModelArtsErrorCode>> Codes = new()
    {
        [OperationKind.Start] = [ModelArtsErrorCode.InstanceAlreadyRunning, ModelArtsErrorCode.InstanceIsStarting],
        [OperationKind.Queue] = [ModelArtsErrorCode.InstanceAlreadyRunning, ModelArtsErrorCode.InstanceIsStarting],
        [OperationKind.Stop] = [ModelArtsErrorCode.InstanceAlreadyStopped, ModelArtsErrorCode.InstanceIsStopping],
        [OperationKind.Dequeue] = [ModelArtsErrorCode.InstanceAlreadyStopped, ModelArtsErrorCode.InstanceIsStopping],
    };

    private static readonly Dictionary<OperationKind, HashSet<InstanceStatus>> UnderWay = new()
    {
        [OperationKind.Start] =
        [
            InstanceStatus.Running, InstanceStatus.Starting, InstanceStatus.StartQueuing, InstanceStatus.Restarting,
            InstanceStatus.Creating, InstanceStatus.CreateQueuing,
        ],
        [OperationKind.Queue] =
        [
            InstanceStatus.Running, InstanceStatus.Starting, InstanceStatus.StartQueuing, InstanceStatus.ReadyToStart,
            InstanceStatus.Creating, InstanceStatus.CreateQueuing,
        ],
        [OperationKind.Stop] = [InstanceStatus.Stopped, InstanceStatus.Stopping],
        [OperationKind.Dequeue] = [InstanceStatus.Stopped, InstanceStatus.Stopping, InstanceStatus.Deleted],
        [OperationKind.Restart] = [InstanceStatus.Restarting],
        [OperationKind.Delete] = [InstanceStatus.Deleting, InstanceStatus.Deleted],
    };

    /// <summary>Whether a code by itself says so.</summary>
    public static bool Says(OperationKind kind, ModelArtsErrorCode code) => Codes.TryGetValue(kind, out HashSet<ModelArtsErrorCode>? codes) && codes.Contains(code);

    /// <summary>
    /// Whether a code says so where the answer to an earlier attempt was lost: that another operation runs, or that what was to be
    /// deleted is gone, is then due to that attempt.
    /// </summary>
    public static bool SaysAfterLostAnswer(OperationKind kind, ModelArtsErrorCode code) =>
        code == ModelArtsErrorCode.OperationConflict || (kind == OperationKind.Delete && IsGone(code));

    /// <summary>Whether a status shows it; for the one code (6357) that may mean this or the opposite.</summary>
    public static bool Shows(OperationKind kind, InstanceStatus status) => UnderWay[kind].Contains(status);

    /// <summary>Whether an error says that the instance does not exist: with HTTP 400, not 404.</summary>
    public static bool IsGone(ModelArtsApiException exception) => IsGone(exception.ErrorCode);

    private static bool IsGone(ModelArtsErrorCode code) => code == ModelArtsErrorCode.InstanceNotFound || code == ModelArtsErrorCode.ResourceNotFound;
}
