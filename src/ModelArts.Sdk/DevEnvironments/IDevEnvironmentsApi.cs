using System.ComponentModel;
using Refit;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// The wire: one method for each endpoint of the development-environment API. May grow in a minor version.
/// <see cref="DevEnvironmentsClient"/> is what applications call.
/// </summary>
/// <remarks>Do not implement it outside: each new endpoint adds a method. A test's double derives from <see cref="DevEnvironmentsClient"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Advanced)]
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

    /// <summary>Lists instances. Every filter that is <see langword="null"/> is left out.</summary>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="deType">The kind of development environment; required by the service, <c>Notebook</c> is the only value.</param>
    /// <param name="provisionType">Only what is deployed in this way.</param>
    /// <param name="status">Only what has this status.</param>
    /// <param name="sortBy"><c>name</c> or <c>creation_timestamp</c>.</param>
    /// <param name="order"><c>asc</c> or <c>desc</c>.</param>
    /// <param name="offset">How many to leave out at the beginning.</param>
    /// <param name="limit">How many to list at most; 0 lists all.</param>
    /// <param name="workspaceId">Only what is in this workspace.</param>
    /// <param name="showSelf"><c>true</c> or <c>false</c>, a string on the wire: whether only the caller's own.</param>
    /// <param name="aiProject">Only what is of this AI project.</param>
    /// <param name="poolId">Only what is in this dedicated resource pool.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A page of instances.</returns>
    [Get("/v1/{projectId}/demanager/instances")]
    Task<InstancePage> ListInstancesAsync(
        string projectId,
        [AliasAs("de_type")] string deType,
        [AliasAs("provision_type")] string? provisionType,
        string? status,
        [AliasAs("sortby")] string? sortBy,
        string? order,
        int offset,
        int limit,
        [AliasAs("workspace_id")] string? workspaceId,
        [AliasAs("show_self")] string? showSelf,
        [AliasAs("ai_project")] string? aiProject,
        [AliasAs("pool_id")] string? poolId,
        CancellationToken cancellationToken = default);

    /// <summary>Changes the description or the auto-stop of an instance.</summary>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="request">What to change.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The instance; the service may leave its <c>spec</c> out.</returns>
    [Put("/v1/{projectId}/demanager/instances/{instanceId}")]
    Task<DevEnvironmentInstance> UpdateInstanceAsync(
        string projectId,
        string instanceId,
        [Body] UpdateInstanceRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes an instance that does not run.</summary>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The id of the instance; <see langword="null"/> where the service answers without a body.</returns>
    [Delete("/v1/{projectId}/demanager/instances/{instanceId}")]
    Task<DeleteInstanceResult?> DeleteInstanceAsync(
        string projectId,
        string instanceId,
        CancellationToken cancellationToken = default);

    /// <summary>Starts, stops, restarts, queues or dequeues an instance.</summary>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="request">What it is to do.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The status before and after; <see langword="null"/> where the service answers without a body.</returns>
    [Post("/v1/{projectId}/demanager/instances/{instanceId}/action")]
    Task<InstanceActionResult?> ActOnInstanceAsync(
        string projectId,
        string instanceId,
        [Body] InstanceActionRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Gets a token for the web interface of an instance. The service has taken this endpoint out of its newer documents, and may
    /// have withdrawn it where it is called.
    /// </summary>
    /// <param name="projectId">The id of the project.</param>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The token.</returns>
    [Get("/v1/{projectId}/demanager/instances/{instanceId}/token")]
    Task<InstanceAccessToken> GetInstanceTokenAsync(
        string projectId,
        string instanceId,
        CancellationToken cancellationToken = default);
}
