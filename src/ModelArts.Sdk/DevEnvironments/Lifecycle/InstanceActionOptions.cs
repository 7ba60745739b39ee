namespace ModelArts.Sdk.DevEnvironments;

/// <summary>How to take an action on an instance.</summary>
public sealed record InstanceActionOptions
{
    /// <summary>
    /// Whether it is an error that the instance is already as asked, or on its way there. Default: <see langword="false"/>: the
    /// operation takes that for its own doing.
    /// </summary>
    public bool Strict { get; init; }

    internal static InstanceActionOptions Default { get; } = new();
}
