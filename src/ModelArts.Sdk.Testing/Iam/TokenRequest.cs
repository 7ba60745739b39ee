using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Iam;

/// <summary>A request for a token by password. Classes, since records would print the password.</summary>
internal sealed class TokenRequest
{
    private static readonly JsonShape NameOrId = JsonShape.Object(new() { ["name"] = JsonShape.Text, ["id"] = JsonShape.Text });

    public static JsonShape Shape { get; } = JsonShape.Object(new()
    {
        ["auth"] = JsonShape.Object(new()
        {
            ["identity"] = JsonShape.Object(new()
            {
                ["methods"] = JsonShape.ArrayOf(JsonShape.Text),
                ["password"] = JsonShape.Object(new()
                {
                    ["user"] = JsonShape.Object(new() { ["name"] = JsonShape.Text, ["password"] = JsonShape.Text, ["domain"] = NameOrId }),
                }),
            }),
            ["scope"] = JsonShape.Object(new() { ["project"] = NameOrId, ["domain"] = NameOrId }),
        }),
    });

    public AuthPart? Auth { get; init; }

    public Reference? Project => Auth?.Scope?.Project;

    /// <summary>Why the request cannot be answered at all.</summary>
    public string? Problem =>
        Auth?.Identity?.Methods is not { } methods ? "The request body is invalid: auth.identity.methods is required."
        : !methods.SequenceEqual(["password"]) ? "The simulator gives tokens for the method password only."
        : Auth.Identity.Password?.User is not { Name: not null, Password: not null, Domain.Name: not null }
            ? "The request body is invalid: auth.identity.password.user requires name, password and domain.name."
        : Project is { Id: null, Name: null } ? "The request body is invalid: auth.scope.project requires id or name."
        : null;

    public bool IsBy(SimulatorUser user)
    {
        UserPart asking = Auth!.Identity!.Password!.User!;
        return (asking.Name, asking.Password, asking.Domain!.Name) == (user.Name, user.Password, user.DomainName);
    }

    internal sealed class AuthPart
    {
        public IdentityPart? Identity { get; init; }

        public ScopePart? Scope { get; init; }
    }

    internal sealed class IdentityPart
    {
        public IReadOnlyList<string?>? Methods { get; init; }

        public PasswordPart? Password { get; init; }
    }

    internal sealed class PasswordPart
    {
        public UserPart? User { get; init; }
    }

    internal sealed class UserPart
    {
        public string? Name { get; init; }

        public string? Password { get; init; }

        public Reference? Domain { get; init; }
    }

    internal sealed class ScopePart
    {
        public Reference? Project { get; init; }
    }

    internal sealed class Reference
    {
        public string? Name { get; init; }

        public string? Id { get; init; }

        /// <summary>Whether a project has this id and this name, as far as they are given.</summary>
        public bool Fits(SimulatorProject project) => (Id ?? project.Id, Name ?? project.Name) == (project.Id, project.Name);
    }
}
