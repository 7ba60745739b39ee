using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>One wait for many operations: polls until each has ended, or the time is over.</summary>
internal sealed class FleetWait
{
    private readonly WaitOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Func<double> _jitter;
    private readonly DevEnvironmentsClient _client;
    private readonly Dictionary<string, InstanceWaits> _pending = new(StringComparer.Ordinal);
    private readonly long _begun;

    public FleetWait(
        DevEnvironmentsClient client,
        IEnumerable<InstanceOperation> operations,
        WaitOptions options,
        TimeProvider timeProvider,
        Func<double> jitter)
    {
        _options = options.Progress is { } progress ? options with { Progress = new SerialProgress(progress) } : options;
        _timeProvider = timeProvider;
        _jitter = jitter;
        _client = client;
        _begun = timeProvider.GetTimestamp();
        foreach (InstanceOperation operation in operations)
        {
            Add(operation);
        }
    }

    private TimeSpan? Left =>
        _options.Timeout == Timeout.InfiniteTimeSpan ? null : _options.Timeout - _timeProvider.GetElapsedTime(_begun);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(_options.Timeout, _timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using FleetPoll poll = new(_client, _options, _timeProvider);
        try
        {
            while (_pending.Count > 0)
            {
                await poll.LookAsync(_pending, either.Token).ConfigureAwait(false);
                RemoveEnded();
                ClientTelemetry.FleetPolled(_pending.Count);
                if (_pending.Count > 0)
                {
                    await Task.Delay(NextPause(), _timeProvider, either.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException exception) when (either.IsCancellationRequested)
        {
            RemoveEnded();
            if (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(
                    $"The wait for instances was cancelled, with {_pending.Count} still to come; they go on.", exception, cancellationToken);
            }

            foreach (InstanceWaits waits in _pending.Values)
            {
                waits.TimedOut();
            }
        }
    }

    private void Add(InstanceOperation operation)
    {
        operation.Reopen();
        if (operation.HasCompleted)
        {
            return;
        }

        if (!_pending.TryGetValue(operation.InstanceId, out InstanceWaits? waits))
        {
            _pending.Add(operation.InstanceId, waits = new InstanceWaits(operation.InstanceId));
        }

        waits.Add(new WaitState(operation, _options, _timeProvider));
    }

    /// <summary>The pause that the liveliest of all calls for, unless the service has asked any of them for a longer one.</summary>
    private TimeSpan NextPause() => PollInterval.Next(
        _options,
        _pending.Values.Min(waits => waits.UnchangedPolls),
        queueRemaining: null,
        _pending.Values.Max(waits => waits.RetryAfter),
        Left,
        _jitter());

    private void RemoveEnded()
    {
        foreach ((string id, InstanceWaits waits) in _pending)
        {
            if (waits.HasEnded)
            {
                _pending.Remove(id);
            }
        }
    }
}
