using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Authentication;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Iam;

/// <summary>The two calls of IAM that clients of ModelArts need: tokens for a password, and which project has a name.</summary>
internal sealed class IamService(AccountBook accounts, TokenStore tokens, Gatekeeper gatekeeper, TimeProvider clock)
{
    public SimulatorAnswer CreateToken(SimulatorRequest request)
    {
        if (!RequestBody.TryRead(request.Body, TokenRequest.Shape, out TokenRequest? asked, out _) || asked.Problem is not null)
        {
            return IamError(400, "Bad Request", asked?.Problem ?? "The request body is invalid.");
        }

        if (accounts.Users.FirstOrDefault(asked.IsBy) is not { } user)
        {
            return IamError(401, "Unauthorized", "The username or password is wrong.") with { Authentication = SimulatorAuthentication.PasswordWrong };
        }

        SimulatorProject? project = asked.Project is { } wanted ? accounts.ProjectsOf(user).FirstOrDefault(wanted.Fits) : null;
        if (asked.Project is not null && project is null)
        {
            return By(user, IamError(404, "Not Found", "Could not find the project."));
        }

        DateTimeOffset now = clock.GetUtcNow();
        (string token, DateTimeOffset expiresAt) = tokens.Issue(user, project?.Id, now);
        bool noCatalog = QueryHelpers.ParseQuery(request.Query).ContainsKey("nocatalog");
        return By(user, Answer(201, new JsonObject { ["token"] = Describe(user, project, now, expiresAt, noCatalog) })) with
        {
            Headers = [KeyValuePair.Create("X-Subject-Token", token)],
        };
    }

    public SimulatorAnswer FindProjects(SimulatorRequest request)
    {
        Verdict verdict = gatekeeper.JudgeSender(request);
        if (verdict.Error is { } error)
        {
            // Signatures are checked by the gateway before IAM, and refused in its words.
            return (SignatureHeader.IsIn(request.Authorization) ? SimulatorAnswer.Of(error, request.RequestId) : IamError(401, "Unauthorized", error.Message))
                .By(verdict);
        }

        bool all = !QueryHelpers.ParseQuery(request.Query).TryGetValue("name", out StringValues name);
        JsonObject body = new()
        {
            ["projects"] = new JsonArray([.. accounts.ProjectsOf(verdict.User!).Where(project => all || name == project.Name).Select(Describe)]),
            ["links"] = new JsonObject { ["next"] = null, ["previous"] = null, ["self"] = request.Path },
        };
        return Answer(200, body).By(verdict);
    }

    private static SimulatorAnswer Answer(int status, JsonObject body) => new() { StatusCode = status, Body = body, IsFromIam = true };

    private static SimulatorAnswer By(SimulatorUser user, SimulatorAnswer answer) =>
        answer with { Authentication = SimulatorAuthentication.PasswordAccepted, Caller = user.Name };

    private static SimulatorAnswer IamError(int status, string title, string message) => Answer(
        status,
        new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = message, ["title"] = title } });

    private JsonObject Describe(SimulatorUser user, SimulatorProject? project, DateTimeOffset now, DateTimeOffset expiresAt, bool noCatalog)
    {
        JsonObject token = new()
        {
            ["expires_at"] = WireFormat.Text(expiresAt),
            ["issued_at"] = WireFormat.Text(now),
            ["methods"] = new JsonArray("password"),
            ["roles"] = new JsonArray(new JsonObject { ["id"] = "0", ["name"] = "te_admin" }),
            ["user"] = new JsonObject
            {
                ["domain"] = Domain(user.DomainName!), ["id"] = accounts.UserIdOf(user), ["name"] = user.Name, ["password_expires_at"] = "",
            },
        };
        if (project is not null)
        {
            token["project"] = new JsonObject { ["domain"] = Domain(project.DomainName!), ["id"] = project.Id, ["name"] = project.Name };
        }

        if (!noCatalog)
        {
            token["catalog"] = new JsonArray();
        }

        return token;
    }

    private JsonObject Domain(string name) => new() { ["id"] = accounts.DomainIdOf(name), ["name"] = name };

    private JsonObject Describe(SimulatorProject project) => new()
    {
        ["domain_id"] = accounts.DomainIdOf(project.DomainName!),
        ["is_domain"] = false,
        ["parent_id"] = accounts.DomainIdOf(project.DomainName!),
        ["name"] = project.Name,
        ["description"] = "",
        ["links"] = new JsonObject { ["next"] = null, ["previous"] = null, ["self"] = $"/v3/projects/{project.Id}" },
        ["id"] = project.Id,
        ["enabled"] = true,
    };
}
