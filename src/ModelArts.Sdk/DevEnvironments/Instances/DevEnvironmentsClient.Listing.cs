using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.DevEnvironments;

/// <content>Finding instances.</content>
public partial class DevEnvironmentsClient
{
    /// <summary>Lists instances, page by page, as they are asked for. At most two pages are in memory.</summary>
    /// <remarks>
    /// The API pages by offset, so the list can shift between two pages. An instance that is created meanwhile makes none be listed
    /// twice. One that is deleted meanwhile moves the rest towards the beginning: as many as were deleted are not seen in this pass.
    /// Sorted by creation time, ascending, new instances come at the end and only deletions can be felt.
    /// </remarks>
    /// <param name="query">Which instances, in which order. Default: the caller's own, by name, 100 a page.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The instances. Each enumeration asks the service anew.</returns>
    /// <exception cref="ArgumentException"><paramref name="query"/> holds an impossible value; nothing was sent.</exception>
    /// <exception cref="MalformedResponseException">An answer is not what the API describes; the message names the place.</exception>
    /// <exception cref="ModelArtsException">A call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <example>
    /// <code>
    /// ListInstancesQuery query = new() { Status = InstanceStatus.Running, OnlyOwn = false };
    /// await foreach (DevEnvironmentInstance instance in notebooks.ListAsync(query))
    /// {
    ///     Console.WriteLine($"{instance.Name}: {instance.Flavor}");
    /// }
    /// </code>
    /// </example>
    public virtual IAsyncEnumerable<DevEnvironmentInstance> ListAsync(ListInstancesQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ListInstancesQuery();
        query.ThrowIfInvalid(nameof(query));
        return InstanceLister.ListAsync(ListPageOnceAsync, query, cancellationToken);
    }

    /// <summary>Lists one page of instances, for those who page by themselves.</summary>
    /// <param name="query">Which page, of which instances, in which order.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="query"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="query"/> holds an impossible value; nothing was sent.</exception>
    /// <exception cref="MalformedResponseException">The answer is not what the API describes; the message names the place.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<InstancePage> ListPageAsync(ListInstancesQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.ThrowIfInvalid(nameof(query));
        return await ListPageOnceAsync(query, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Finds the instance of a name, among all that the account has in its default workspace: names are unique there. For another
    /// workspace, list it (<see cref="ListInstancesQuery.WorkspaceId"/>).
    /// </summary>
    /// <param name="name">The name, in full and in the right case.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The instance; <see langword="null"/> where none has the name.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is <see langword="null"/> or blank.</exception>
    /// <exception cref="ModelArtsException">A call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <example>
    /// <code>
    /// DevEnvironmentInstance? found = await notebooks.FindByNameAsync("my-notebook");
    /// Console.WriteLine(found is null ? "There is none." : $"It is {found.Status}.");
    /// </code>
    /// </example>
    public virtual async Task<DevEnvironmentInstance?> FindByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return await Telemetry.CallAsync(
            Operation.FindByName,
            instanceId: null,
            (client: this, name),
            static (find, token) => find.client.FindInWorkspaceAsync(find.name, workspaceId: null, token),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the instance of a name, among all that the account has in a workspace: names are unique there.</summary>
    /// <param name="name">The name, in full and in the right case.</param>
    /// <param name="workspaceId">The id of the workspace.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The instance; <see langword="null"/> where none has the name.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="workspaceId"/> is <see langword="null"/> or blank.</exception>
    /// <exception cref="ModelArtsException">A call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<DevEnvironmentInstance?> FindByNameAsync(string name, string workspaceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(workspaceId);
        return await Telemetry.CallAsync(
            Operation.FindByName,
            instanceId: null,
            (client: this, name, workspaceId),
            static (find, token) => find.client.FindInWorkspaceAsync(find.name, find.workspaceId, token),
            cancellationToken).ConfigureAwait(false);
    }

    internal async Task<DevEnvironmentInstance?> FindInWorkspaceAsync(string name, string? workspaceId, CancellationToken cancellationToken)
    {
        // Whoever looks for a name has mostly just created it: the newest first.
        ListInstancesQuery query = new()
        {
            OnlyOwn = false,
            WorkspaceId = workspaceId,
            SortBy = InstanceSortField.CreationTimestamp,
            Direction = SortDirection.Descending,
        };
        await foreach (DevEnvironmentInstance instance in InstanceLister.ListAsync(GetPageAsync, query, cancellationToken).ConfigureAwait(false))
        {
            // The name of one that is gone is free again.
            if (string.Equals(instance.Name, name, StringComparison.Ordinal) && instance.Status != InstanceStatus.Deleted)
            {
                return instance;
            }
        }

        return null;
    }

    private Task<InstancePage> ListPageOnceAsync(ListInstancesQuery query, CancellationToken cancellationToken) => Telemetry.CallAsync(
        Operation.ListPage, instanceId: null, (client: this, query), static (list, token) => list.client.GetPageAsync(list.query, token), cancellationToken);

    /// <summary>Gets a page as part of something larger, which tells of it in its own way.</summary>
    internal Task<InstancePage> GetPageAsync(ListInstancesQuery query, CancellationToken cancellationToken) => CallAsync(
        project => _api.ListInstancesAsync(
            project,
            DevEnvironmentType.Notebook.Value,
            query.ProvisionType?.Value,
            query.Status?.Value,
            query.SortByOnWire,
            query.DirectionOnWire,
            query.Offset,
            query.PageSize,
            query.WorkspaceId,
            query.OnlyOwnOnWire,
            query.AiProject,
            query.PoolId,
            cancellationToken),
        instanceId: null,
        cancellationToken);
}
