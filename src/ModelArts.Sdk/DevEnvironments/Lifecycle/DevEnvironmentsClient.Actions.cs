using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.DevEnvironments;

/// <content>Starting, stopping, restarting and queuing instances.</content>
public partial class DevEnvironmentsClient
{
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

    private Task<InstanceOperation> ActAsync(
        OperationKind kind,
        InstanceAction action,
        string instanceId,
        InstanceActionOptions options,
        CancellationToken cancellationToken) => Telemetry.CallAsync(
            Operations.Of(kind),
            instanceId,
            (client: this, kind, action, instanceId, options),
            static (act, token) => act.client.ActOnceAsync(act.kind, act.action, act.instanceId, act.options, token),
            cancellationToken);

    private Task<InstanceOperation> ActOnceAsync(
        OperationKind kind,
        InstanceAction action,
        string instanceId,
        InstanceActionOptions options,
        CancellationToken cancellationToken)
    {
        InstanceActionRequest request = new() { Action = action };
        return TakeAsync(
            kind,
            instanceId,
            options,
            async (project, token) => (await _api.ActOnInstanceAsync(project, instanceId, request, token).ConfigureAwait(false))?.PreviousState,
            cancellationToken);
    }
}
