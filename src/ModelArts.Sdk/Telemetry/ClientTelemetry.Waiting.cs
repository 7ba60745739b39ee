using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Telemetry;

/// <content>Waits: one long span each, which ends when the wait does, whether anybody still listens to its outcome or not.</content>
internal sealed partial class ClientTelemetry
{
    private bool ObservesWaits => Instruments.Source.HasListeners() || Instruments.WaitDuration.Enabled || Instruments.ActiveWaits.Enabled || _log.IsEnabled(LogLevel.Error);

    /// <summary>Waits for an operation.</summary>
    public Task<DevEnvironmentInstance> WaitAsync<TState>(
        InstanceOperation operation,
        TState state,
        Func<TState, CancellationToken, Task<DevEnvironmentInstance>> wait,
        CancellationToken cancellationToken) =>
        ObservesWaits ? ObserveWaitAsync(operation, state, wait, cancellationToken) : wait(state, cancellationToken);

    /// <summary>Waits for many operations.</summary>
    public Task WaitAllAsync<TState>(
        InstanceOperation[] operations,
        TState state,
        Func<TState, CancellationToken, Task> wait,
        CancellationToken cancellationToken) =>
        ObservesWaits ? ObserveWaitAllAsync(operations, state, wait, cancellationToken) : wait(state, cancellationToken);

    /// <summary>A wait has looked at an instance.</summary>
    /// <param name="operation">What is waited for.</param>
    /// <param name="status">The status that was seen last.</param>
    /// <param name="poll">The number of the poll.</param>
    /// <param name="isNews">Whether the status is another than before.</param>
    /// <param name="error">How the poll failed, if it did.</param>
    public void Polled(InstanceOperation operation, InstanceStatus status, int poll, bool isNews, ModelArtsException? error)
    {
        if (error is not null && _log.IsEnabled(LogLevel.Warning))
        {
            _log.PollFailed(error, operation.InstanceId, operation.Goal.ToString(), poll, ErrorType.Of(error));
        }
        else if (error is null && _log.IsEnabled(LogLevel.Debug))
        {
            _log.Polled(operation.InstanceId, Shown(status), operation.Goal.ToString(), poll);
        }

        // The span of a fleet tells of rounds: with thousands of instances it would hold more events than anybody keeps.
        if (Span.Current is { } span && span.Kind == ActivityKind.Internal && span.OperationName != Operation.WaitAll.Name)
        {
            span.SetTag(Tag.Polls, poll);
            span.SetTag(Tag.InstanceStatus, Shown(status));
            if (poll <= Span.MaxPollEvents || (isNews && poll <= 10 * Span.MaxPollEvents))
            {
                ActivityTagsCollection tags = new() { { Tag.InstanceStatus, Shown(status) } };
                if (error is not null)
                {
                    tags.Add(Tag.ErrorType, ErrorType.Of(error));
                }

                span.AddEvent(new ActivityEvent(Span.Poll, tags: tags));
            }
        }
    }

    /// <summary>A wait for many has looked at all of them.</summary>
    public static void FleetPolled(int pending)
    {
        if (Span.Current is { } span)
        {
            int round = (span.GetTagItem(Tag.Polls) as int? ?? 0) + 1;
            span.SetTag(Tag.Polls, round);
            if (round <= Span.MaxPollEvents)
            {
                span.AddEvent(new ActivityEvent(Span.Poll, tags: new() { { Tag.Pending, pending } }));
            }
        }
    }

    private async Task<DevEnvironmentInstance> ObserveWaitAsync<TState>(
        InstanceOperation operation,
        TState state,
        Func<TState, CancellationToken, Task<DevEnvironmentInstance>> wait,
        CancellationToken cancellationToken)
    {
        string goal = operation.Goal.ToString();
        using IDisposable? scope = _log.BeginInstance(operation.InstanceId);
        using Activity? activity = Span.Begin(Operation.Wait, operation.InstanceId, _address, _port);
        activity?.SetTag(Tag.Goal, goal);
        using WaitMeasurement measurement = new(this, Operation.Wait);
        try
        {
            DevEnvironmentInstance instance = await wait(state, cancellationToken).ConfigureAwait(false);
            _log.GoalReached(operation.InstanceId, goal, measurement.ElapsedSeconds);
            return instance;
        }
        catch (Exception exception)
        {
            measurement.ErrorType = ErrorType.Of(exception);
            activity?.Fail(exception, measurement.ErrorType);
            if (exception is OperationCanceledException)
            {
                _log.WaitCancelled(operation.InstanceId, goal, measurement.ElapsedSeconds);
            }
            else
            {
                _log.WaitFailed(exception, operation.InstanceId, goal, measurement.ElapsedSeconds, measurement.ErrorType);
            }

            throw;
        }
    }

    private async Task ObserveWaitAllAsync<TState>(
        InstanceOperation[] operations,
        TState state,
        Func<TState, CancellationToken, Task> wait,
        CancellationToken cancellationToken)
    {
        using Activity? activity = Span.Begin(Operation.WaitAll, instanceId: null, _address, _port);
        activity?.SetTag(Tag.Instances, operations.Length);
        using WaitMeasurement measurement = new(this, Operation.WaitAll);
        try
        {
            await wait(state, cancellationToken).ConfigureAwait(false);
            int failed = 0;
            foreach (InstanceOperation operation in operations)
            {
                if (operation.Failure is { } failure)
                {
                    failed++;
                    _log.WaitFailed(failure, operation.InstanceId, operation.Goal.ToString(), measurement.ElapsedSeconds, ErrorType.Of(failure));
                }
                else
                {
                    _log.GoalReached(operation.InstanceId, operation.Goal.ToString(), measurement.ElapsedSeconds);
                }
            }

            // The wait itself has done what it was asked for: its caller judges the failures.
            activity?.SetTag(Tag.Failed, failed);
            _log.FleetEnded(operations.Length, failed, measurement.ElapsedSeconds);
        }
        catch (Exception exception)
        {
            measurement.ErrorType = ErrorType.Of(exception);
            activity?.Fail(exception, measurement.ErrorType);
            if (exception is OperationCanceledException)
            {
                _log.FleetCancelled(operations.Length, measurement.ElapsedSeconds);
            }
            else
            {
                _log.CallFailed(exception, Operation.WaitAll.Name, measurement.ElapsedSeconds * 1000, measurement.ErrorType);
            }

            throw;
        }
    }

    /// <summary>One wait in the metrics, from its making until it is disposed of.</summary>
    private sealed class WaitMeasurement : IDisposable
    {
        private readonly ClientTelemetry _telemetry;
        private readonly Operation _operation;
        private readonly long _started;
        private readonly bool _isCounted;

        public WaitMeasurement(ClientTelemetry telemetry, Operation operation)
        {
            _telemetry = telemetry;
            _operation = operation;
            _started = telemetry._clock.GetTimestamp();

            // What begins to listen in the midst of a wait must not see it end only.
            _isCounted = Instruments.ActiveWaits.Enabled;
            if (_isCounted)
            {
                Instruments.ActiveWaits.Add(1, telemetry.Tags(operation, errorType: null));
            }
        }

        public double ElapsedSeconds => _telemetry._clock.GetElapsedTime(_started).TotalSeconds;

        public string? ErrorType { get; set; }

        public void Dispose()
        {
            if (_isCounted)
            {
                Instruments.ActiveWaits.Add(-1, _telemetry.Tags(_operation, errorType: null));
            }

            if (Instruments.WaitDuration.Enabled)
            {
                Instruments.WaitDuration.Record(ElapsedSeconds, _telemetry.Tags(_operation, ErrorType));
            }
        }
    }
}
