using System.Globalization;
using ModelArts.Sdk.Resilience;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// One create that leads to one instance. The service knows no idempotency key, but takes a name only once (ModelArts.6301): where an
/// answer is lost, the list is searched for the name, and only what is surely not there is asked for again.
/// </summary>
/// <param name="request">What to create.</param>
/// <param name="client">What asks the service.</param>
/// <param name="options">The options of the client.</param>
/// <param name="claimed">What other creates of the client have got.</param>
internal sealed class InstanceCreation(CreateInstanceRequest request, DevEnvironmentsClient client, ModelArtsClientOptions options, ClaimedInstances claimed)
{
    private readonly List<CreateAttempt> _attempts = [];
    private readonly long _started = options.TimeProvider.GetTimestamp();
    private long _lastEnded;

    private TimeSpan Left => options.TotalTimeout - options.TimeProvider.GetElapsedTime(_started);

    /// <summary>How much is left of what the last attempt was asked to wait.</summary>
    private TimeSpan UntilRetry => (_attempts[^1].Failure is ModelArtsApiException { RetryAfter: { } asked } ? asked : TimeSpan.Zero)
        - options.TimeProvider.GetElapsedTime(_lastEnded);

    /// <summary>The id of the instance, where an answer named it that could not be read whole otherwise.</summary>
    private string? NamedId => _attempts.Select(attempt => attempt.Failure.InstanceId).FirstOrDefault(static id => id is not null);

    /// <summary>Creates the instance.</summary>
    /// <exception cref="CreateOutcomeUnknownException">It could not be found out before the end of the total timeout.</exception>
    /// <exception cref="ModelArtsException">There is no such instance of this caller's; the type says why.</exception>
    public async ValueTask<CreatedInstance> RunAsync(CancellationToken cancellationToken)
    {
        // The first attempt has the total timeout of its own call; whatever follows has what is left of it.
        if (await SendAsync(cancellationToken, cancellationToken).ConfigureAwait(false) is { } answered)
        {
            return answered;
        }

        // Only without validation: the service may have made up a name.
        if (string.IsNullOrEmpty(request.Name))
        {
            throw Unknown("it has no name to look for");
        }

        using CallDeadline deadline = new(Left, options.TimeProvider, cancellationToken);
        try
        {
            while (true)
            {
                if (await SearchAsync(_lastEnded, deadline.Token).ConfigureAwait(false) is { } found)
                {
                    return found;
                }

                await PrepareAnotherAsync(deadline.Token).ConfigureAwait(false);
                client.Telemetry.CreateSentAgain(request.Name, _attempts.Count + 1, _attempts[^1].Failure);
                if (await SendAsync(deadline.Token, cancellationToken).ConfigureAwait(false) is { } other)
                {
                    return other;
                }
            }
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(
                $"The create of '{request.Name}' was cancelled while it was being found out what has become of it{(NamedId is { } id ? $": the service named {id}" : "")}.",
                exception,
                cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            throw Unknown("the time was up (TotalTimeout) before it could be found out", exception);
        }
    }

    /// <summary>Sends the request; <see langword="null"/>: nobody knows what has become of it.</summary>
    private async ValueTask<CreatedInstance?> SendAsync(CancellationToken cancellationToken, CancellationToken callersToken)
    {
        DateTimeOffset time = options.TimeProvider.GetUtcNow();
        try
        {
            return new CreatedInstance(await PostAsync(cancellationToken).ConfigureAwait(false), WasFound: false);
        }
        catch (ModelArtsException exception) when (CallOutcomes.Of(exception) == CallOutcome.Unknown)
        {
            Add(time, exception);
            client.Telemetry.CreateAnswerLost(request.Name, exception);
            return null;
        }
        catch (ModelArtsApiException exception) when (_attempts.Count > 0)
        {
            // The name is taken, or there is no room for one more: perhaps by the very instance that an earlier attempt has created.
            if (await ExplainAsync(exception, cancellationToken).ConfigureAwait(false) is { } earlier)
            {
                return earlier;
            }

            throw;
        }
        catch (Exception exception) when (_attempts.Count > 0 && exception is not OperationCanceledException)
        {
            // Whatever it is, that of a handler of the application too: the attempt before must not be forgotten for it.
            throw Unknown("another attempt could not be made", exception);
        }
        catch (OperationCanceledException) when (_attempts.Count > 0 && !callersToken.IsCancellationRequested)
        {
            Add(time, new ModelArtsTimeoutException("It was not answered before the end of TotalTimeout.", options.TotalTimeout));
            throw;
        }
    }

    private async Task<DevEnvironmentInstance> PostAsync(CancellationToken cancellationToken)
    {
        string name = request.Name ?? "";
        string? answeredId = null;
        claimed.Begin(name);
        try
        {
            DevEnvironmentInstance answered = await client.PostAsync(request, cancellationToken).ConfigureAwait(false);
            answeredId = answered.Id;
            return answered;
        }
        finally
        {
            claimed.End(name, answeredId);
        }
    }

    /// <summary>The instance that a refusal is due to; <see langword="null"/>: none of this caller's.</summary>
    private async Task<CreatedInstance?> ExplainAsync(ModelArtsApiException refusal, CancellationToken cancellationToken)
    {
        if (await SearchAsync(options.TimeProvider.GetTimestamp(), cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        if (refusal.ErrorCode != ModelArtsErrorCode.InstanceNameExists)
        {
            return null;
        }

        try
        {
            DevEnvironmentInstance winner = await client.FindInWorkspaceAsync(request.Name, request.Workspace?.Id, cancellationToken).ConfigureAwait(false)
                ?? throw Unknown("then refused because the name was taken, though the list does not show by whom", refusal);
            refusal.Complete(winner.Id);
            return null;
        }
        catch (Exception exception) when (exception is not (CreateOutcomeUnknownException or OperationCanceledException))
        {
            throw Unknown("then refused because the name was taken, and the list could not be searched", exception);
        }
    }

    /// <summary>
    /// Looks for the instance until it is found or must have been shown if it existed; <see langword="null"/>: it does not exist.
    /// </summary>
    private async Task<CreatedInstance?> SearchAsync(long ended, CancellationToken cancellationToken)
    {
        LostInstance lost = new(request, claimed);
        Backoff backoff = new(options.Retry, options.Jitter);
        int unreadable = 0;
        for (int looks = 1; ; looks++)
        {
            TimeSpan elapsed = options.TimeProvider.GetElapsedTime(ended);
            TimeSpan? retryAfter = null;
            bool failed = false;
            DevEnvironmentInstance? found = null;
            try
            {
                found = await lost.FindAsync(
                    client.GetPageAsync,
                    () => client.ServiceTimeBefore(options.TimeProvider.GetElapsedTime(_started) + options.Retry.CreateClockTolerance),
                    cancellationToken).ConfigureAwait(false);
                if (found is not null && claimed.TryClaim(found.Id, request.Name))
                {
                    client.Telemetry.CreateFound(request.Name, found.Id);
                    return new CreatedInstance(found, WasFound: true);
                }

                if (found is null && elapsed >= options.Retry.CreateVisibilityDelay)
                {
                    return null;
                }
            }
            catch (Exception exception) when (IsWorthAnotherLook(exception) && (IsPassing(exception) || ++unreadable < options.Retry.MaxAttempts))
            {
                // A proxy's page may be gone at the next look; one that stays is not worth the whole of the total timeout.
                failed = true;
                retryAfter = (exception as ModelArtsApiException)?.RetryAfter;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw Unknown("the list of instances could not be searched", exception);
            }

            TimeSpan pause = backoff.Steady(looks, retryAfter);
            TimeSpan untilShown = options.Retry.CreateVisibilityDelay - options.TimeProvider.GetElapsedTime(ended);
            if (!failed && found is null && pause > untilShown)
            {
                pause = untilShown > TimeSpan.Zero ? untilShown : TimeSpan.Zero;
            }

            if (pause >= Left || UntilRetry >= Left)
            {
                throw Unknown(failed ? "the list of instances could not be searched" : "the time that is left (TotalTimeout) is too short to make sure");
            }

            await Task.Delay(pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until another attempt is due, or gives up.</summary>
    private async Task PrepareAnotherAsync(CancellationToken cancellationToken)
    {
        if (NamedId is not null)
        {
            throw Unknown("it was answered as created, though the list does not show it yet");
        }

        if (_attempts.Count >= options.Retry.MaxAttempts)
        {
            throw Unknown(string.Create(
                CultureInfo.InvariantCulture,
                $"the list did not show it {options.Retry.CreateVisibilityDelay.TotalSeconds:0.###} s later, so that most likely it does not exist"));
        }

        if (UntilRetry is { Ticks: > 0 } pause)
        {
            await Task.Delay(pause, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    // What is no exception of ours is one of the application's handlers, a circuit breaker perhaps, that closes again.
    private static bool IsWorthAnotherLook(Exception exception) => exception is ModelArtsException ours
        ? TransientErrors.IncludesForRead(ours)
        : exception is not OperationCanceledException;

    private static bool IsPassing(Exception exception) => exception is ModelArtsException and not MalformedResponseException;

    private void Add(DateTimeOffset time, ModelArtsException failure)
    {
        _attempts.Add(new CreateAttempt(time, failure));
        _lastEnded = options.TimeProvider.GetTimestamp();
    }

    private CreateOutcomeUnknownException Unknown(string reason, Exception? cause = null)
    {
        client.Telemetry.CreateOutcomeUnknown();
        CreateAttempt last = _attempts[^1];
        return new CreateOutcomeUnknownException(request.Name ?? "", [.. _attempts], reason, cause, request.Workspace?.Id)
        {
            // A success that could not be read whole may have shown it all the same.
            InstanceId = NamedId,
            RequestId = last.Failure.RequestId,
        };
    }
}

/// <summary>What a create has come to.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="WasFound">Whether it was found in the list, since the answer was lost.</param>
internal readonly record struct CreatedInstance(DevEnvironmentInstance Instance, bool WasFound);
