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
        while (true)
        {
            InstancePage page = await getPage(query, cancellationToken).ConfigureAwait(false);
            DateTimeOffset since = earliest();
            if (page.Instances.FirstOrDefault(instance => IsIt(instance, since)) is { } found)
            {
                return found;
            }

            if (InstanceLister.IsLast(page, query.PageSize, query.Offset + page.Instances.Count) || IsBefore(page, since))
            {
                return null;
            }

            query = query with { Offset = query.Offset + page.Instances.Count };
        }
    }

    private static bool HasName(DevEnvironmentInstance instance, string name) =>
        string.Equals(instance.Name, name, StringComparison.Ordinal) && instance.Status != InstanceStatus.Deleted;

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

        // What the service leaves out speaks against nothing.
        return !(instance.CreationTimestamp < since)
            && (instance.Flavor is not { } flavor || flavor == request.Flavor)
            && (instance.Profile?.Id is not { } profile || string.Equals(profile, request.ProfileId.Value, StringComparison.OrdinalIgnoreCase));
    }
}
