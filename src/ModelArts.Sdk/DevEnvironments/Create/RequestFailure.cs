namespace ModelArts.Sdk.DevEnvironments;

/// <summary>A rule that a request breaks.</summary>
public sealed record RequestFailure
{
    /// <summary>Where in the request's JSON it is broken, such as <c>spec.extend_storage[0].location.path</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The rule in words.</summary>
    public required string Rule { get; init; }

    /// <summary>The number of the API's table that the rule comes from.</summary>
    public required int Table { get; init; }

    /// <summary>The code by which the service itself refuses such a request.</summary>
    public required ModelArtsErrorCode ErrorCode { get; init; }

    /// <summary>The failure in one line.</summary>
    public override string ToString() => $"{Path}: {Rule} (Table {Table})";
}
