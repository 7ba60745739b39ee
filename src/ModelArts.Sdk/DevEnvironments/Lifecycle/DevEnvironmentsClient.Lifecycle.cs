namespace ModelArts.Sdk.DevEnvironments;

/// <content>What can be done with an instance.</content>
public partial class DevEnvironmentsClient
{
    /// <summary>Changes the description or the auto-stop of an instance; what is not set stays as it is.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="request">What to change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The instance as the service answers it, which may be without its <c>spec</c>.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the id blank or impossible; nothing was sent.</exception>
    /// <exception cref="InvalidRequestException">The request is empty or breaks rules of the API; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<DevEnvironmentInstance> UpdateAsync(string instanceId, UpdateInstanceRequest request, CancellationToken cancellationToken = default)
    {
        PathSegment.ThrowIfInvalid(instanceId, nameof(instanceId));
        ArgumentNullException.ThrowIfNull(request);
        if (_validateRequests && request.Validate() is { Count: > 0 } failures)
        {
            throw new InvalidRequestException(failures);
        }

        return await CallAsync(
            project => _api.UpdateInstanceAsync(project, instanceId, request, cancellationToken), instanceId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Starts a stopped instance.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Running"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is <see langword="null"/>, blank, or cannot be an id; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> StartAsync(string instanceId, CancellationToken cancellationToken = default) =>
        StartAsync(instanceId, InstanceActionOptions.Default, cancellationToken);

    /// <summary>Starts a stopped instance.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="options">Whether it is an error that the instance is already as asked.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Running"/>.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the id blank or impossible; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> StartAsync(string instanceId, InstanceActionOptions options, CancellationToken cancellationToken = default) =>
        ActAsync(OperationKind.Start, InstanceAction.Start, instanceId, options, cancellationToken);

    /// <summary>Stops a running instance; its storage is kept.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Stopped"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is <see langword="null"/>, blank, or cannot be an id; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> StopAsync(string instanceId, CancellationToken cancellationToken = default) =>
        StopAsync(instanceId, InstanceActionOptions.Default, cancellationToken);

    /// <summary>Stops a running instance; its storage is kept.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="options">Whether it is an error that the instance is already as asked.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Stopped"/>.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the id blank or impossible; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> StopAsync(string instanceId, InstanceActionOptions options, CancellationToken cancellationToken = default) =>
        ActAsync(OperationKind.Stop, InstanceAction.Stop, instanceId, options, cancellationToken);

    /// <summary>Restarts an instance. Asks for its state first, to tell the end of the restart from its beginning.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Running"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is <see langword="null"/>, blank, or cannot be an id; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> RestartAsync(string instanceId, CancellationToken cancellationToken = default) =>
        RestartAsync(instanceId, InstanceActionOptions.Default, cancellationToken);

    /// <summary>Restarts an instance. Asks for its state first, to tell the end of the restart from its beginning.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="options">Whether it is an error that the instance is already as asked.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Running"/>.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the id blank or impossible; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> RestartAsync(string instanceId, InstanceActionOptions options, CancellationToken cancellationToken = default) =>
        ActAsync(OperationKind.Restart, InstanceAction.Restart, instanceId, options, cancellationToken);

    /// <summary>Queues an instance for its free flavor.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Running"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is <see langword="null"/>, blank, or cannot be an id; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> QueueAsync(string instanceId, CancellationToken cancellationToken = default) =>
        QueueAsync(instanceId, InstanceActionOptions.Default, cancellationToken);

    /// <summary>Queues an instance for its free flavor.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="options">Whether it is an error that the instance is already as asked.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Running"/>.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the id blank or impossible; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> QueueAsync(string instanceId, InstanceActionOptions options, CancellationToken cancellationToken = default) =>
        ActAsync(OperationKind.Queue, InstanceAction.Queue, instanceId, options, cancellationToken);

    /// <summary>Takes an instance out of the queue for its free flavor.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Stopped"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is <see langword="null"/>, blank, or cannot be an id; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> DequeueAsync(string instanceId, CancellationToken cancellationToken = default) =>
        DequeueAsync(instanceId, InstanceActionOptions.Default, cancellationToken);

    /// <summary>Takes an instance out of the queue for its free flavor.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="options">Whether it is an error that the instance is already as asked.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Stopped"/>.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the id blank or impossible; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> DequeueAsync(string instanceId, InstanceActionOptions options, CancellationToken cancellationToken = default) =>
        ActAsync(OperationKind.Dequeue, InstanceAction.Dequeue, instanceId, options, cancellationToken);

    /// <summary>Deletes an instance that does not run, with its storage volume. The service refuses to delete one that runs (<see cref="ModelArtsErrorCode.InstanceMustBeStopped"/>): see <see cref="StopThenDeleteAsync"/>.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Deleted"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is <see langword="null"/>, blank, or cannot be an id; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> DeleteAsync(string instanceId, CancellationToken cancellationToken = default) =>
        DeleteAsync(instanceId, InstanceActionOptions.Default, cancellationToken);

    /// <summary>Deletes an instance that does not run, with its storage volume. The service refuses to delete one that runs (<see cref="ModelArtsErrorCode.InstanceMustBeStopped"/>): see <see cref="StopThenDeleteAsync"/>.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="options">Whether it is an error that the instance is already as asked.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Deleted"/>.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the id blank or impossible; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> DeleteAsync(string instanceId, InstanceActionOptions options, CancellationToken cancellationToken = default) =>
        DeleteCoreAsync(instanceId, options, cancellationToken);

    /// <summary>Deletes an instance in any state: stops it first and waits for that, where the service asks for it.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="stopping">How to wait until it is stopped. Default: at most 30 minutes.</param>
    /// <param name="cancellationToken">Cancels the calls and the wait; what was begun goes on.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Deleted"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> or <paramref name="stopping"/> is impossible; nothing was sent.</exception>
    /// <exception cref="InstanceOperationFailedException">It could not be stopped; it was not deleted.</exception>
    /// <exception cref="WaitTimeoutException">It was not stopped in time; it was not deleted.</exception>
    /// <exception cref="ModelArtsException">A call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<InstanceOperation> StopThenDeleteAsync(string instanceId, WaitOptions? stopping = null, CancellationToken cancellationToken = default)
    {
        stopping ??= WaitOptions.Default;
        stopping.ThrowIfInvalid(nameof(stopping));
        try
        {
            return await DeleteAsync(instanceId, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelArtsApiException exception) when (exception.ErrorCode == ModelArtsErrorCode.InstanceMustBeStopped)
        {
            InstanceOperation stop = await StopAsync(instanceId, cancellationToken).ConfigureAwait(false);
            await stop.WaitAsync(stopping, cancellationToken).ConfigureAwait(false);
            return await DeleteAsync(instanceId, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Gets a token that opens the web interface of a running instance. The service has taken this call out of its newer documents,
    /// and may have withdrawn it where you are.
    /// </summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token: a secret.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is <see langword="null"/>, blank, or cannot be an id; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<InstanceAccessToken> GetAccessTokenAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        PathSegment.ThrowIfInvalid(instanceId, nameof(instanceId));
        return await CallAsync(
            project => _api.GetInstanceTokenAsync(project, instanceId, cancellationToken), instanceId, cancellationToken).ConfigureAwait(false);
    }

    private async Task<InstanceOperation> ActAsync(
        OperationKind kind,
        InstanceAction action,
        string instanceId,
        InstanceActionOptions options,
        CancellationToken cancellationToken)
    {
        PathSegment.ThrowIfInvalid(instanceId, nameof(instanceId));
        ArgumentNullException.ThrowIfNull(options);

        // RUNNING before a restart looks like RUNNING after it: only the time of the last change tells them apart.
        DateTimeOffset? updatedBefore = kind == OperationKind.Restart
            ? (await GetAsync(instanceId, cancellationToken).ConfigureAwait(false)).LatestUpdateTimestamp
            : null;
        try
        {
            await CallAsync(
                project => _api.ActOnInstanceAsync(project, instanceId, new InstanceActionRequest { Action = action }, cancellationToken),
                instanceId,
                cancellationToken).ConfigureAwait(false);
            return new InstanceOperation(this, instanceId, kind, instance: null, updatedBefore);
        }
        catch (ModelArtsApiException exception) when (!options.Strict)
        {
            if (await AdoptAsync(kind, instanceId, exception, updatedBefore, cancellationToken).ConfigureAwait(false) is { } underWay)
            {
                return underWay;
            }

            throw;
        }
    }

    private async Task<InstanceOperation> DeleteCoreAsync(string instanceId, InstanceActionOptions options, CancellationToken cancellationToken)
    {
        PathSegment.ThrowIfInvalid(instanceId, nameof(instanceId));
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            await CallAsync(
                project => _api.DeleteInstanceAsync(project, instanceId, cancellationToken), instanceId, cancellationToken).ConfigureAwait(false);
            return new InstanceOperation(this, instanceId, OperationKind.Delete);
        }
        catch (ModelArtsApiException exception) when (!options.Strict)
        {
            if (await AdoptAsync(OperationKind.Delete, instanceId, exception, updatedBefore: null, cancellationToken).ConfigureAwait(false) is { } underWay)
            {
                return underWay;
            }

            throw;
        }
    }

    /// <summary>The operation that is under way already; <see langword="null"/> where the refusal means something else.</summary>
    private async Task<InstanceOperation?> AdoptAsync(
        OperationKind kind,
        string instanceId,
        ModelArtsApiException refusal,
        DateTimeOffset? updatedBefore,
        CancellationToken cancellationToken)
    {
        bool says = AlreadySo.Says(kind, refusal.ErrorCode);
        if (!says && refusal.ErrorCode != ModelArtsErrorCode.OperationConflict)
        {
            return null;
        }

        InstanceOperation operation = new(this, instanceId, kind, instance: null, updatedBefore);
        Sighting seen = await operation.PollAsync(cancellationToken).ConfigureAwait(false);
        return says || AlreadySo.Shows(kind, seen.Instance.Status) ? operation : null;
    }
}
