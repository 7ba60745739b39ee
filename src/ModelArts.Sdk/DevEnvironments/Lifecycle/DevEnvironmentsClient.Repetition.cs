using System.Net;
using ModelArts.Sdk.Resilience;

namespace ModelArts.Sdk.DevEnvironments;

/// <content>Taking an action once, though its answer may be lost.</content>
public partial class DevEnvironmentsClient
{
    /// <summary>
    /// Takes an action, and again where the answer was lost. That is not for the pipeline to do: a refusal of the second attempt may
    /// be due to the first, and a restart that has happened must not happen again.
    /// </summary>
    /// <param name="kind">The action.</param>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="options">Whether it is an error that the instance is already as asked.</param>
    /// <param name="send">Sends the request for a project; gives the status before, where the answer names it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    private async Task<InstanceOperation> TakeAsync(
        OperationKind kind,
        string instanceId,
        InstanceActionOptions options,
        Func<string, CancellationToken, Task<InstanceStatus?>> send,
        CancellationToken cancellationToken)
    {
        PathSegment.ThrowIfInvalid(instanceId, nameof(instanceId));
        ArgumentNullException.ThrowIfNull(options);
        long started = _options.TimeProvider.GetTimestamp();

        // RUNNING before a restart looks like RUNNING after it: only the time of the last change tells them apart.
        DateTimeOffset? updatedBefore = kind == OperationKind.Restart
            ? (await GetOnceAsync(instanceId, cancellationToken).ConfigureAwait(false)).LatestUpdateTimestamp
            : null;

        // The first call has a total timeout of its own; whatever follows has what is left of it.
        CallDeadline? deadline = kind == OperationKind.Restart ? Deadline() : null;
        CancellationToken token = deadline?.Token ?? cancellationToken;
        try
        {
            for (int attempts = 1; ; attempts++)
            {
                try
                {
                    InstanceStatus? before = await CallAsync(project => send(project, token), instanceId, token).ConfigureAwait(false);
                    _budget.GiveBack(attempts - 1);
                    return new InstanceOperation(this, instanceId, kind, instance: null, updatedBefore, before);
                }
                catch (ModelArtsException exception) when (CallOutcomes.Of(exception) == CallOutcome.Unknown && attempts < _options.Retry.MaxAttempts)
                {
                    TimeSpan pause = _backoff.Next(attempts, (exception as ModelArtsApiException)?.RetryAfter);

                    // Without the time of the last change nobody can see whether it has been restarted: twice would be worse than once.
                    bool isBlind = kind == OperationKind.Restart && updatedBefore is null;
                    if (isBlind || pause >= Left() || !_budget.TryTakeCall())
                    {
                        throw;
                    }

                    deadline ??= Deadline();
                    token = deadline.Token;
                    Telemetry.ActionAnswerLost(instanceId, kind, exception, pause);
                    await Task.Delay(pause, _options.TimeProvider, token).ConfigureAwait(false);
                }
                catch (ModelArtsApiException exception) when (!options.Strict || attempts > 1)
                {
                    deadline ??= Deadline();
                    token = deadline.Token;
                    if (await AdoptAsync(kind, instanceId, exception, updatedBefore, attempts > 1, token, cancellationToken).ConfigureAwait(false) is { } underWay)
                    {
                        return underWay;
                    }

                    // What the service did not look at says nothing of what it did before.
                    if (attempts > 1 && exception.StatusCode == HttpStatusCode.TooManyRequests)
                    {
                        throw NotKnown("another was turned away", exception);
                    }

                    throw;
                }
                catch (Exception exception) when (attempts > 1 && exception is not OperationCanceledException)
                {
                    // Of whatever type it is: that an earlier attempt may have been taken must not be forgotten for it.
                    throw NotKnown("another could not be made", exception);
                }

                if (kind == OperationKind.Restart && await FindRestartAsync().ConfigureAwait(false) is { } restart)
                {
                    return restart;
                }
            }
        }
        catch (OperationCanceledException exception) when (token != cancellationToken)
        {
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException(exception.Message, exception, cancellationToken)
                : new ModelArtsTimeoutException(
                    $"Whether instance {instanceId} has taken the action '{kind}' could not be found out within TotalTimeout ({_options.TotalTimeout.TotalSeconds:0.###} s). "
                    + "Look at the instance, or set a longer TotalTimeout.",
                    _options.TotalTimeout,
                    exception)
                {
                    InstanceId = instanceId,
                };
        }
        finally
        {
            deadline?.Dispose();
        }

        async Task<InstanceOperation?> FindRestartAsync()
        {
            try
            {
                return await AdoptRestartAsync(instanceId, updatedBefore, token).ConfigureAwait(false);
            }
            catch (ModelArtsException exception)
            {
                throw NotKnown("the instance could not be looked at", exception);
            }
        }

        ModelArtsConnectionException NotKnown(string reason, Exception cause) => new(
            $"Whether instance {instanceId} has taken the action '{kind}' is not known: an earlier attempt got no answer, and {reason}. "
            + $"Look at the instance. {cause.Message}",
            HttpRequestError.Unknown,
            cause)
        {
            InstanceId = instanceId,
        };

        TimeSpan Left() => _options.TotalTimeout - _options.TimeProvider.GetElapsedTime(started);

        CallDeadline Deadline() => new(Left(), _options.TimeProvider, cancellationToken);
    }
}
