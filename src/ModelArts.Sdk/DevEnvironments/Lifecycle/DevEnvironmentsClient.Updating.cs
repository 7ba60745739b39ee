using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.DevEnvironments;

/// <content>Changing an instance.</content>
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
    public virtual Task<DevEnvironmentInstance> UpdateAsync(string instanceId, UpdateInstanceRequest request, CancellationToken cancellationToken = default) =>
        Telemetry.CallAsync(
            Operation.Update,
            instanceId,
            (client: this, instanceId, request),
            static (update, token) => update.client.UpdateOnceAsync(update.instanceId, update.request, token),
            cancellationToken);

    private async Task<DevEnvironmentInstance> UpdateOnceAsync(string instanceId, UpdateInstanceRequest request, CancellationToken cancellationToken)
    {
        PathSegment.ThrowIfInvalid(instanceId, nameof(instanceId));
        ArgumentNullException.ThrowIfNull(request);
        if (_options.ValidateRequests && request.Validate() is { Count: > 0 } failures)
        {
            throw new InvalidRequestException(failures);
        }

        return await CallAsync(
            project => _api.UpdateInstanceAsync(project, instanceId, request, cancellationToken), instanceId, cancellationToken).ConfigureAwait(false);
    }
}
