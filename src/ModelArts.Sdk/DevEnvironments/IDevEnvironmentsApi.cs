using Refit;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// The wire: one method for each endpoint of the development-environment API. May grow in a minor version.
/// <see cref="DevEnvironmentsClient"/> is what applications call.
/// </summary>
public interface IDevEnvironmentsApi
{
    /// <summary>Creates an instance (Tables 1 to 10; the answer: Tables 11 to 30).</summary>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="request">What to create.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The instance, as it begins to be created.</returns>
    [Post("/v1/{projectId}/demanager/instances")]
    Task<DevEnvironmentInstance> CreateInstanceAsync(
        string projectId,
        [Body] CreateInstanceRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Gets an instance (Tables 11 to 30).</summary>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The instance.</returns>
    [Get("/v1/{projectId}/demanager/instances/{instanceId}")]
    Task<DevEnvironmentInstance> GetInstanceAsync(
        string projectId,
        string instanceId,
        CancellationToken cancellationToken = default);
}
