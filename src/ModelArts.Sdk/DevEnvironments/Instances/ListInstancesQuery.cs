using System.Globalization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Which instances to list, and in which order.</summary>
public sealed record ListInstancesQuery
{
    /// <summary>Only instances of this status. Default: of any.</summary>
    public InstanceStatus? Status { get; init; }

    /// <summary>Only instances that are deployed in this way. Default: in any.</summary>
    public ProvisionType? ProvisionType { get; init; }

    /// <summary>Only instances of this workspace. Default of the service: the workspace <c>0</c>.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>Only instances of this AI project. Default: of any.</summary>
    public string? AiProject { get; init; }

    /// <summary>Only instances of this dedicated resource pool. Default: of any.</summary>
    public string? PoolId { get; init; }

    /// <summary>
    /// Whether to list the caller's own instances only (<c>show_self</c>). Default of the service: <see langword="true"/>;
    /// <see langword="false"/> lists the whole account's.
    /// </summary>
    public bool? OnlyOwn { get; init; }

    /// <summary>What to sort by. Default of the service: the name.</summary>
    public InstanceSortField? SortBy { get; init; }

    /// <summary>In which direction to sort. Default of the service: ascending.</summary>
    public SortDirection? Direction { get; init; }

    /// <summary>How many instances to leave out at the beginning. Default: 0. Not negative.</summary>
    public int Offset { get; init; }

    /// <summary>How many instances a page holds. Default: 100. From 1 to 1000.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The workspace that the service lists when none is named.</summary>
    internal const string DefaultWorkspaceId = "0";

    internal string? SortByOnWire => SortBy switch
    {
        null => null,
        InstanceSortField.Name => "name",
        InstanceSortField.CreationTimestamp => "creation_timestamp",
        _ => throw new InvalidOperationException("Checked before."),
    };

    internal string? DirectionOnWire => Direction switch
    {
        null => null,
        SortDirection.Ascending => "asc",
        SortDirection.Descending => "desc",
        _ => throw new InvalidOperationException("Checked before."),
    };

    // A string on the wire, where a Boolean of .NET would be "True".
    internal string? OnlyOwnOnWire => OnlyOwn switch { null => null, true => "true", false => "false" };

    internal void ThrowIfInvalid(string parameterName)
    {
        List<string> problems = [];
        if (SortBy is { } field && !Enum.IsDefined(field))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"SortBy {(int)field} is not a field that the service sorts by: name or creation time."));
        }

        if (Direction is { } direction && !Enum.IsDefined(direction))
        {
            problems.Add("Direction must be ascending or descending.");
        }

        // On the wire a blank value is a filter that nothing passes, not one that is left out.
        (string Name, string? Value)[] filters =
        [
            (nameof(Status), Status?.Value),
            (nameof(ProvisionType), ProvisionType?.Value),
            (nameof(WorkspaceId), WorkspaceId),
            (nameof(AiProject), AiProject),
            (nameof(PoolId), PoolId),
        ];
        foreach ((string name, string? value) in filters)
        {
            if (value is not null && string.IsNullOrWhiteSpace(value))
            {
                problems.Add($"{name} must not be blank; null leaves it out.");
            }
        }

        if (Offset < 0)
        {
            problems.Add("Offset must not be negative.");
        }

        if (PageSize is < 1 or > 1000)
        {
            problems.Add("PageSize must be from 1 to 1000.");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), parameterName);
        }
    }
}
