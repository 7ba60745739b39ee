namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What the service can sort a list by; it refuses every other field (6303).</summary>
public enum InstanceSortField
{
    /// <summary>By name.</summary>
    Name,

    /// <summary>By the time of creation.</summary>
    CreationTimestamp,
}

/// <summary>In which direction a list is sorted.</summary>
public enum SortDirection
{
    /// <summary>The smallest, or oldest, first.</summary>
    Ascending,

    /// <summary>The greatest, or newest, first.</summary>
    Descending,
}
