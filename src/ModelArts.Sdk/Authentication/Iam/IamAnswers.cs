namespace ModelArts.Sdk.Authentication.Iam;

/// <summary>The body of an answer that has a token; the token itself is in its header.</summary>
internal sealed record IamTokenAnswer(IamTokenDetails Token);

/// <summary>What IAM says of a token.</summary>
internal sealed record IamTokenDetails(string ExpiresAt, string? IssuedAt, IamProject? Project);

/// <summary>The answer to a search for projects.</summary>
internal sealed record IamProjectList(IReadOnlyList<IamProject> Projects);

/// <summary>A project of IAM.</summary>
internal sealed record IamProject(string Id, string? Name);
