using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Authentication.Iam;

/// <summary>The body that asks IAM for a token. Classes, not records: a record would print the password.</summary>
internal sealed class IamTokenRequest(IamAuth auth)
{
    public IamAuth Auth { get; } = auth;

    public static IamTokenRequest ForPassword(string user, string password, string domain, IamScope scope) =>
        new(new IamAuth(new IamIdentity(new IamPassword(new IamUser(user, password, new IamName(domain)))), scope));
}

internal sealed class IamAuth(IamIdentity identity, IamScope scope)
{
    public IamIdentity Identity { get; } = identity;

    public IamScope Scope { get; } = scope;
}

internal sealed class IamIdentity(IamPassword password)
{
    public IReadOnlyList<string> Methods { get; } = ["password"];

    public IamPassword Password { get; } = password;
}

internal sealed class IamPassword(IamUser user)
{
    public IamUser User { get; } = user;
}

internal sealed class IamUser(string name, string password, IamName domain)
{
    public string Name { get; } = name;

    public string Password { get; } = password;

    public IamName Domain { get; } = domain;
}

internal sealed class IamName(string name)
{
    public string Name { get; } = name;
}

/// <summary>What a token is for: ModelArts takes those of a project only.</summary>
internal sealed record IamScope(IamProjectReference Project);

/// <summary>A project, by its name or by its id.</summary>
internal sealed record IamProjectReference(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("id")] string? Id);
