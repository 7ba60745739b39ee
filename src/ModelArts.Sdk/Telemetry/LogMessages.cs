using Microsoft.Extensions.Logging;

namespace ModelArts.Sdk.Telemetry;

/// <summary>Every message that the library logs. The ids are part of its contract (docs/observability.md): a new message gets a new one.</summary>
internal static partial class LogMessages
{
    private static readonly Func<ILogger, string, IDisposable?> InstanceScope = LoggerMessage.DefineScope<string>("Instance {InstanceId}");

    /// <summary>Whatever is logged within is about an instance.</summary>
    public static IDisposable? BeginInstance(this ILogger logger, string? instanceId) => instanceId is null ? null : InstanceScope(logger, instanceId);

    [LoggerMessage(1, LogLevel.Debug, "{Operation} has succeeded after {ElapsedMilliseconds:0} ms.")]
    public static partial void CallSucceeded(this ILogger logger, string operation, double elapsedMilliseconds);

    [LoggerMessage(2, LogLevel.Error, "{Operation} has failed after {ElapsedMilliseconds:0} ms: {ErrorType}.")]
    public static partial void CallFailed(this ILogger logger, Exception exception, string operation, double elapsedMilliseconds, string errorType);

    [LoggerMessage(3, LogLevel.Debug, "{Operation} was cancelled after {ElapsedMilliseconds:0} ms.")]
    public static partial void CallCancelled(this ILogger logger, string operation, double elapsedMilliseconds);

    [LoggerMessage(10, LogLevel.Debug, "{Method} {Template}, attempt {Attempt}: HTTP {StatusCode} after {ElapsedMilliseconds:0} ms.")]
    public static partial void AttemptAnswered(this ILogger logger, string method, string? template, int attempt, int statusCode, double elapsedMilliseconds);

    [LoggerMessage(11, LogLevel.Debug, "{Method} {Template}, attempt {Attempt}: no answer after {ElapsedMilliseconds:0} ms: {ErrorType}.")]
    public static partial void AttemptFailed(this ILogger logger, string method, string? template, int attempt, double elapsedMilliseconds, string errorType);

    [LoggerMessage(12, LogLevel.Warning, "{Method} {Template}, attempt {Attempt}, has failed ({ErrorType}): the next one follows in {DelaySeconds:0.0##} s.")]
    public static partial void Retrying(this ILogger logger, string method, string? template, int attempt, string errorType, double delaySeconds);

    [LoggerMessage(13, LogLevel.Warning, "The service has refused the credential (HTTP {StatusCode}): it was renewed, and the request is sent again.")]
    public static partial void CredentialRenewed(this ILogger logger, int statusCode);

    [LoggerMessage(14, LogLevel.Warning, "The clock of this machine differs from the service's by {OffsetSeconds:0} s: requests are signed with the service's time from now on.")]
    public static partial void ClockCorrected(this ILogger logger, double offsetSeconds);

    [LoggerMessage(20, LogLevel.Information, "Instance {InstanceId}, named '{Name}', is created: {Status}.")]
    public static partial void Created(this ILogger logger, string instanceId, string? name, string? status);

    [LoggerMessage(21, LogLevel.Warning, "Whether the instance '{Name}' was created is not known ({ErrorType}): it is looked for in the list.")]
    public static partial void CreateAnswerLost(this ILogger logger, string name, string errorType);

    [LoggerMessage(22, LogLevel.Warning, "The instance '{Name}' whose create was not answered exists: it is {InstanceId}.")]
    public static partial void CreateFound(this ILogger logger, string name, string instanceId);

    [LoggerMessage(23, LogLevel.Warning, "The instance '{Name}' whose create was not answered does not exist: it is asked for again, attempt {Attempt}.")]
    public static partial void CreateSentAgain(this ILogger logger, string name, int attempt);

    [LoggerMessage(24, LogLevel.Information, "Instance {InstanceId}: {Operation} is accepted.")]
    public static partial void ActionAccepted(this ILogger logger, string instanceId, string operation);

    [LoggerMessage(25, LogLevel.Warning, "Whether instance {InstanceId} has taken '{Action}' is not known ({ErrorType}): it is asked again in {DelaySeconds:0.0##} s.")]
    public static partial void ActionAnswerLost(this ILogger logger, string instanceId, string action, string errorType, double delaySeconds);

    [LoggerMessage(30, LogLevel.Debug, "Instance {InstanceId} is {Status}, to be {Goal}: poll {Poll}.")]
    public static partial void Polled(this ILogger logger, string instanceId, string status, string goal, int poll);

    [LoggerMessage(31, LogLevel.Warning, "Instance {InstanceId}, to be {Goal}: poll {Poll} has failed ({ErrorType}).")]
    public static partial void PollFailed(this ILogger logger, Exception exception, string instanceId, string goal, int poll, string errorType);

    [LoggerMessage(32, LogLevel.Information, "Instance {InstanceId} is {Goal}, after {ElapsedSeconds:0.0} s.")]
    public static partial void GoalReached(this ILogger logger, string instanceId, string goal, double elapsedSeconds);

    [LoggerMessage(33, LogLevel.Error, "Instance {InstanceId} is not {Goal}: the wait has failed after {ElapsedSeconds:0.0} s: {ErrorType}.")]
    public static partial void WaitFailed(this ILogger logger, Exception exception, string instanceId, string goal, double elapsedSeconds, string errorType);

    [LoggerMessage(34, LogLevel.Information, "The wait for instance {InstanceId} to be {Goal} was ended after {ElapsedSeconds:0.0} s; the instance goes on.")]
    public static partial void WaitCancelled(this ILogger logger, string instanceId, string goal, double elapsedSeconds);

    [LoggerMessage(35, LogLevel.Information, "The wait for {Instances} instances has ended after {ElapsedSeconds:0.0} s: {Failed} have failed.")]
    public static partial void FleetEnded(this ILogger logger, int instances, int failed, double elapsedSeconds);

    [LoggerMessage(36, LogLevel.Information, "The wait for {Instances} instances was ended after {ElapsedSeconds:0.0} s; they go on.")]
    public static partial void FleetCancelled(this ILogger logger, int instances, double elapsedSeconds);
}
