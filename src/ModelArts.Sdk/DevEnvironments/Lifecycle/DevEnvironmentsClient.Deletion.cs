using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.DevEnvironments;

/// <content>Deleting instances.</content>
public partial class DevEnvironmentsClient
{
    /// <summary>
    /// Deletes an instance that does not run, with its storage volume. The service refuses to delete one that runs
    /// (<see cref="ModelArtsErrorCode.InstanceMustBeStopped"/>): see <see cref="StopThenDeleteAsync"/>.
    /// </summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Deleted"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is <see langword="null"/>, blank, or cannot be an id; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> DeleteAsync(string instanceId, CancellationToken cancellationToken = default) =>
        DeleteAsync(instanceId, InstanceActionOptions.Default, cancellationToken);

    /// <summary>
    /// Deletes an instance that does not run, with its storage volume. The service refuses to delete one that runs
    /// (<see cref="ModelArtsErrorCode.InstanceMustBeStopped"/>): see <see cref="StopThenDeleteAsync"/>.
    /// </summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="options">Whether it is an error that the instance is already as asked.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Deleted"/>.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or the id blank or impossible; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> DeleteAsync(string instanceId, InstanceActionOptions options, CancellationToken cancellationToken = default) =>
        Telemetry.CallAsync(
            Operation.Delete,
            instanceId,
            (client: this, instanceId, options),
            static (delete, token) => delete.client.DeleteOnceAsync(delete.instanceId, delete.options, token),
            cancellationToken);

    /// <summary>
    /// Deletes an instance, whether it runs or not: stops it first and waits for that, where the service asks for it. What can be
    /// neither deleted nor stopped, such as an instance that is starting, is refused by the service.
    /// </summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="stopping">How to wait until it is stopped. Default: at most 30 minutes.</param>
    /// <param name="cancellationToken">Cancels the calls and the wait; what was begun goes on.</param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Deleted"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> or <paramref name="stopping"/> is impossible; nothing was sent.</exception>
    /// <exception cref="InstanceOperationFailedException">It could not be stopped; it was not deleted.</exception>
    /// <exception cref="WaitTimeoutException">It was not stopped in time; it was not deleted.</exception>
    /// <exception cref="ModelArtsException">A call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual Task<InstanceOperation> StopThenDeleteAsync(string instanceId, WaitOptions? stopping = null, CancellationToken cancellationToken = default) =>
        Telemetry.CallAsync(
            Operation.StopThenDelete,
            instanceId,
            (client: this, instanceId, stopping),
            static (delete, token) => delete.client.StopThenDeleteOnceAsync(delete.instanceId, delete.stopping, token),
            cancellationToken);

    private async Task<InstanceOperation> StopThenDeleteOnceAsync(string instanceId, WaitOptions? stopping, CancellationToken cancellationToken)
    {
        stopping ??= WaitOptions.Default;
        stopping.ThrowIfInvalid(nameof(stopping));
        try
        {
            return await DeleteAsPartAsync(instanceId, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelArtsApiException exception) when (exception.ErrorCode == ModelArtsErrorCode.InstanceMustBeStopped)
        {
            InstanceOperation stop = await StopAsPartAsync(instanceId, cancellationToken).ConfigureAwait(false);
            try
            {
                await stop.WaitAsPartAsync(stopping, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelArtsException failure) when (ShowsDeletion(failure))
            {
                // Another hand has deleted it meanwhile, or is about to.
            }

            try
            {
                return await DeleteAsPartAsync(instanceId, cancellationToken).ConfigureAwait(false);
            }
            catch (ModelArtsApiException gone) when (AlreadySo.IsGone(gone))
            {
                InstanceOperation deletion = new(this, instanceId, OperationKind.Delete, stop.Instance);
                deletion.ObserveGone();
                return deletion;
            }
        }
    }

    // Parts of one operation, that of stopping and deleting: a refusal that it lives with is no failure to tell of. A test's double has
    // only what it overrides.
    private Task<InstanceOperation> DeleteAsPartAsync(string instanceId, CancellationToken cancellationToken) => _api is null
        ? DeleteAsync(instanceId, cancellationToken)
        : DeleteOnceAsync(instanceId, InstanceActionOptions.Default, cancellationToken);

    private Task<InstanceOperation> StopAsPartAsync(string instanceId, CancellationToken cancellationToken) => _api is null
        ? StopAsync(instanceId, cancellationToken)
        : ActOnceAsync(OperationKind.Stop, InstanceAction.Stop, instanceId, InstanceActionOptions.Default, cancellationToken);

    private Task<InstanceOperation> DeleteOnceAsync(string instanceId, InstanceActionOptions options, CancellationToken cancellationToken) => TakeAsync(
        OperationKind.Delete,
        instanceId,
        options,
        async (project, token) =>
        {
            await _api.DeleteInstanceAsync(project, instanceId, token).ConfigureAwait(false);
            return null;
        },
        cancellationToken);

    private static bool ShowsDeletion(ModelArtsException failure) => failure switch
    {
        InstanceOperationFailedException { Status: var status } => AlreadySo.Shows(OperationKind.Delete, status),
        ModelArtsApiException refusal => AlreadySo.IsGone(refusal),
        _ => false,
    };
}
