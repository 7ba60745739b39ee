namespace ModelArts.Sdk.Authentication.Iam;

/// <summary>The body of an answer that has a token; the token itself is in its header.</summary>
internal sealed class IamTokenAnswer
{
    public required IamTokenDetails Token { get; init; }
}

/// <summary>What IAM says of a token.</summary>
internal sealed class IamTokenDetails
{
    public required string ExpiresAt { get; init; }

    public string? IssuedAt { get; init; }

    public IamProject? Project { get; init; }
}

/// <summary>The answer to a search for projects.</summary>
internal sealed class IamProjectList
{
    public required IReadOnlyList<IamProject?> Projects { get; init; }
}

/// <summary>A project of IAM.</summary>
internal sealed class IamProject
{
    public required string Id { get; init; }
}
