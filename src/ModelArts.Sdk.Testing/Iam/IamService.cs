using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using ModelArts.Sdk.Testing.Authentication;
using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Iam;

/// <summary>The two calls of IAM that clients of ModelArts need: tokens for a password, and which project has a name.</summary>
internal sealed class IamService(SimulatorAccount account, TokenStore tokens, Gatekeeper gatekeeper, TimeProvider clock)
{
    private const string DomainId = "d78cbac186b744899480f25bd022f468";
    private const string UserId = "15dda26361214ca2a5953917d2f48ffb";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public SimulatorAnswer CreateToken(SimulatorRequest request)
    {
        if (!RequestBody.TryRead(request.Body, TokenRequest.Shape, out TokenRequest? asked, out _) || asked.Problem is not null)
        {
            return IamError(400, "Bad Request", asked?.Problem ?? "The request body is invalid.");
        }

        if (!asked.IsBy(account))
        {
            return IamError(401, "Unauthorized", "The username or password is wrong.") with { Authentication = SimulatorAuthentication.PasswordWrong };
        }

        if (asked.Project is { } project && (project.Id ?? account.ProjectId, project.Name ?? account.ProjectName) != (account.ProjectId, account.ProjectName))
        {
            return IamError(404, "Not Found", "Could not find the project.") with { Authentication = SimulatorAuthentication.PasswordAccepted };
        }

        DateTimeOffset now = clock.GetUtcNow();
        (string token, DateTimeOffset expiresAt) = tokens.Issue(asked.Project is not null, now);
        return Answer(201, new JsonObject { ["token"] = Describe(asked, now, expiresAt, QueryHelpers.ParseQuery(request.Query).ContainsKey("nocatalog")) }) with
        {
            Authentication = SimulatorAuthentication.PasswordAccepted,
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
                with { Authentication = verdict.Authentication };
        }

        bool isAsked = !QueryHelpers.ParseQuery(request.Query).TryGetValue("name", out StringValues name) || name == account.ProjectName;
        JsonObject body = new()
        {
            ["projects"] = isAsked ? new JsonArray(Project()) : [],
            ["links"] = new JsonObject { ["next"] = null, ["previous"] = null, ["self"] = request.Path },
        };
        return Answer(200, body) with { Authentication = verdict.Authentication };
    }

    private static SimulatorAnswer Answer(int status, JsonObject body) => new() { StatusCode = status, Body = body, IsFromIam = true };

    private static SimulatorAnswer IamError(int status, string title, string message) => Answer(
        status,
        new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = message, ["title"] = title } });

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private JsonObject Describe(TokenRequest asked, DateTimeOffset now, DateTimeOffset expiresAt, bool noCatalog)
    {
        JsonObject token = new()
        {
            ["expires_at"] = Text(expiresAt),
            ["issued_at"] = Text(now),
            ["methods"] = new JsonArray("password"),
            ["roles"] = new JsonArray(new JsonObject { ["id"] = "0", ["name"] = "te_admin" }),
            ["user"] = new JsonObject { ["domain"] = Domain(), ["id"] = UserId, ["name"] = account.UserName, ["password_expires_at"] = "" },
        };
        if (asked.Project is not null)
        {
            token["project"] = new JsonObject { ["domain"] = Domain(), ["id"] = account.ProjectId, ["name"] = account.ProjectName };
        }

        if (!noCatalog)
        {
            token["catalog"] = new JsonArray();
        }

        return token;
    }

    private JsonObject Domain() => new() { ["id"] = DomainId, ["name"] = account.DomainName };

    private JsonObject Project() => new()
    {
        ["domain_id"] = DomainId,
        ["is_domain"] = false,
        ["parent_id"] = DomainId,
        ["name"] = account.ProjectName,
        ["description"] = "",
        ["links"] = new JsonObject { ["next"] = null, ["previous"] = null, ["self"] = $"/v3/projects/{account.ProjectId}" },
        ["id"] = account.ProjectId,
        ["enabled"] = true,
    };
}
