using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.DevEnvironments;

/// <content>The way into the web interface of an instance.</content>
public partial class DevEnvironmentsClient
{
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
    public virtual Task<InstanceAccessToken> GetAccessTokenAsync(string instanceId, CancellationToken cancellationToken = default) => Telemetry.CallAsync(
        Operation.GetAccessToken, instanceId, (client: this, instanceId), static (get, token) => get.client.GetAccessTokenOnceAsync(get.instanceId, token), cancellationToken);

    private async Task<InstanceAccessToken> GetAccessTokenOnceAsync(string instanceId, CancellationToken cancellationToken)
    {
        PathSegment.ThrowIfInvalid(instanceId, nameof(instanceId));
        return await CallAsync(
            project => _api.GetInstanceTokenAsync(project, instanceId, cancellationToken), instanceId, cancellationToken).ConfigureAwait(false);
    }
}
