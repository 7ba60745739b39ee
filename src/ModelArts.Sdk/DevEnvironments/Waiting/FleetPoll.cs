using System.Text.Json;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Looks at many instances with as few requests as it takes, within the limits of the options.</summary>
internal sealed class FleetPoll(DevEnvironmentsClient client, WaitOptions options, TimeProvider timeProvider) : IDisposable
{
    private static readonly ListInstancesQuery WholeAccount = new()
    {
        OnlyOwn = false,

        // What is waited for has mostly just been created: it stands at the beginning, and the rest need not be read.
        SortBy = InstanceSortField.CreationTimestamp,
        Direction = SortDirection.Descending,
    };

    private readonly RequestPacer _pacer = new(options.MaxRequestsPerSecond, timeProvider);

    /// <summary>How many requests the listing of a workspace takes; unknown, and taken for one, until there has been one.</summary>
    private readonly Dictionary<string, int> _pagesOfList = [];

    /// <summary>Looks at every instance once, and starts what has come to the head of the queue.</summary>
    public async Task LookAsync(IReadOnlyDictionary<string, InstanceWaits> pending, CancellationToken cancellationToken)
    {
        HashSet<string> unseen = new(pending.Keys, StringComparer.Ordinal);
        foreach (IGrouping<string, string> workspace in unseen.GroupBy(id => pending[id].WorkspaceId ?? ListInstancesQuery.DefaultWorkspaceId).ToArray())
        {
            if (workspace.Count(unseen.Contains) > _pagesOfList.GetValueOrDefault(workspace.Key, 1))
            {
                await LookAtListAsync(workspace.Key, pending, unseen, cancellationToken).ConfigureAwait(false);
            }
        }

        await ForEachAsync(unseen.Select(id => pending[id]), LookAtOneAsync, cancellationToken).ConfigureAwait(false);
        if (options.StartWhenReady)
        {
            await ForEachAsync(pending.Values.Where(waits => waits.MustStart), StartAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _pacer.Dispose();

    /// <summary>Takes what the list shows off <paramref name="unseen"/>; what stays there is to be asked for singly.</summary>
    private async Task LookAtListAsync(
        string workspaceId,
        IReadOnlyDictionary<string, InstanceWaits> pending,
        HashSet<string> unseen,
        CancellationToken cancellationToken)
    {
        int pages = 0;
        try
        {
            // Page by page, since each request waits for its turn.
            await foreach (DevEnvironmentInstance instance in InstanceLister.ListAsync(
                async (query, token) =>
                {
                    await _pacer.NextAsync(token).ConfigureAwait(false);
                    pages++;
                    return await client.GetPageAsync(query, token).ConfigureAwait(false);
                },
                workspaceId == ListInstancesQuery.DefaultWorkspaceId ? WholeAccount : WholeAccount with { WorkspaceId = workspaceId },
                cancellationToken).ConfigureAwait(false))
            {
                if (unseen.Remove(instance.Id))
                {
                    pending[instance.Id].Saw(instance);
                    if (unseen.Count == 0)
                    {
                        break;
                    }
                }
            }

            _pagesOfList[workspaceId] = pages;
        }
        catch (ModelArtsApiException exception) when (!exception.IsTransient)
        {
            // Whoever may not list may still be allowed to get: from now on that is the only way.
            _pagesOfList[workspaceId] = int.MaxValue;
        }
        catch (MalformedResponseException exception) when (exception.InnerException is JsonException { Path: { } path } && path.StartsWith("$.instances[", StringComparison.Ordinal))
        {
            // It may be about an instance that is none of ours.
        }
        catch (ModelArtsException exception)
        {
            // The service is in trouble: no use in asking for each of those now that the list has not shown.
            foreach (string id in unseen.Where(id => (pending[id].WorkspaceId ?? ListInstancesQuery.DefaultWorkspaceId) == workspaceId).ToArray())
            {
                pending[id].PollFailed(exception);
                unseen.Remove(id);
            }
        }
    }

    private async Task LookAtOneAsync(InstanceWaits waits, CancellationToken cancellationToken)
    {
        try
        {
            waits.Saw(await client.LookAsync(waits.InstanceId, cancellationToken).ConfigureAwait(false));
        }
        catch (ModelArtsApiException exception) when (AlreadySo.IsGone(exception))
        {
            waits.IsGone(exception);
        }
        catch (ModelArtsException exception)
        {
            waits.PollFailed(exception);
        }
    }

    private async Task StartAsync(InstanceWaits waits, CancellationToken cancellationToken)
    {
        try
        {
            await client.StartAsync(waits.InstanceId, cancellationToken).ConfigureAwait(false);
            waits.Started();
        }
        catch (ModelArtsException exception)
        {
            waits.StartFailed(exception);
        }
    }

    private Task ForEachAsync(
        IEnumerable<InstanceWaits> instances,
        Func<InstanceWaits, CancellationToken, Task> requestAsync,
        CancellationToken cancellationToken) => Parallel.ForEachAsync(
            instances,
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency, CancellationToken = cancellationToken },
            async (waits, token) =>
            {
                await _pacer.NextAsync(token).ConfigureAwait(false);
                await requestAsync(waits, token).ConfigureAwait(false);
            });
}
