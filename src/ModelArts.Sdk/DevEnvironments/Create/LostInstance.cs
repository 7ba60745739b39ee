namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What an instance looks like whose create was answered, but not heard.</summary>
/// <param name="request">What was to be created.</param>
/// <param name="claimed">What other creates have got.</param>
internal sealed class LostInstance(CreateInstanceRequest request, ClaimedInstances claimed)
{
    private readonly string? _marker = CreateMarker.Of(request);

    /// <summary>
    /// Looks for it from the newest instance of the caller down to the time of the first attempt; <see langword="null"/>: it is not
    /// there.
    /// </summary>
    /// <param name="getPage">Gets a page of the list.</param>
    /// <param name="earliest">When it can have been created at the earliest. Asked after each page, whose answer may correct the clock.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<DevEnvironmentInstance?> FindAsync(
        Func<ListInstancesQuery, CancellationToken, Task<InstancePage>> getPage,
        Func<DateTimeOffset> earliest,
        CancellationToken cancellationToken)
    {
        ListInstancesQuery query = new()
        {
            WorkspaceId = request.Workspace?.Id,
            SortBy = InstanceSortField.CreationTimestamp,
            Direction = SortDirection.Descending,
        };
        DateTimeOffset since = default;
        InstancePage? current = null;
        IAsyncEnumerable<DevEnvironmentInstance> newest = InstanceLister.ListAsync(
            async (next, token) =>
            {
                current = await getPage(next, token).ConfigureAwait(false);
                since = earliest();
                return current;
            },
            query,
            cancellationToken);
        await foreach (DevEnvironmentInstance instance in newest.ConfigureAwait(false))
        {
            if (IsIt(instance, since))
            {
                return instance;
            }

            if (ReferenceEquals(instance, current!.Instances[^1]) && IsBefore(current, since))
            {
                return null;
            }
        }

        return null;
    }

    private static bool HasName(DevEnvironmentInstance instance, string name) =>
        string.Equals(instance.Name, name, StringComparison.Ordinal) && instance.Status != InstanceStatus.Deleted;

    private static bool Fits(string? shown, string asked) =>
        shown is null || asked.Length == 0 || string.Equals(shown, asked, StringComparison.OrdinalIgnoreCase);

    // A service that did not sort would show older instances before newer ones: then every page counts.
    private static bool IsBefore(InstancePage page, DateTimeOffset since)
    {
        DateTimeOffset? previous = null;
        foreach (DevEnvironmentInstance instance in page.Instances)
        {
            if (instance.CreationTimestamp is not { } created || created > previous)
            {
                return false;
            }

            previous = created;
        }

        return previous < since;
    }

    private bool IsIt(DevEnvironmentInstance instance, DateTimeOffset since)
    {
        if (!HasName(instance, request.Name) || claimed.Contains(instance.Id))
        {
            return false;
        }

        if (_marker is not null && CreateMarker.Of(instance.Spec?.Annotations) is { } marker)
        {
            return string.Equals(marker, _marker, StringComparison.Ordinal);
        }

        // What the service leaves out speaks against nothing, nor does what was left to the service. Of a profile it shows an id of its
        // own, a UUID, and what was sent as the name; or what was sent as both.
        return !(instance.CreationTimestamp < since)
            && Fits(instance.Flavor?.Value, request.Flavor.Value)
            && (Fits(instance.Profile?.Id, request.ProfileId.Value) || string.Equals(instance.Profile?.Name, request.ProfileId.Value, StringComparison.OrdinalIgnoreCase));
    }
}
