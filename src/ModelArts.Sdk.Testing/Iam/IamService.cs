using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Authentication;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Iam;

/// <summary>The calls of IAM that clients of ModelArts make: tokens for a password, temporary keys for a token, and what belongs to whom.</summary>
internal sealed class IamService(AccountBook accounts, TokenStore tokens, KeyRing keys, Gatekeeper gatekeeper, TimeProvider clock)
{
    public SimulatorAnswer CreateToken(SimulatorRequest request)
    {
        if (!RequestBody.TryRead(request.Body, TokenRequest.Shape, out TokenRequest? asked, out _) || asked.Problem is not null)
        {
            return IamAnswers.BadRequest(asked?.Problem ?? "The request body is invalid.");
        }

        if (accounts.Users.FirstOrDefault(asked.IsBy) is not { } user)
        {
            return IamAnswers.Unauthorized("The username or password is wrong.") with { Authentication = SimulatorAuthentication.PasswordWrong };
        }

        SimulatorProject? project = asked.Project is { } wanted ? accounts.ProjectsOf(user).FirstOrDefault(wanted.Fits) : null;
        if (asked.Project is not null && project is null)
        {
            return By(user, IamAnswers.Error(404, "Not Found", "Could not find the project."));
        }

        DateTimeOffset now = clock.GetUtcNow();
        (string token, DateTimeOffset expiresAt) = tokens.Issue(user, project?.Id, now);
        bool noCatalog = QueryHelpers.ParseQuery(request.Query).ContainsKey("nocatalog");
        return By(user, IamAnswers.Of(201, new JsonObject { ["token"] = Describe(user, project, now, expiresAt, noCatalog) })) with
        {
            Headers = [KeyValuePair.Create("X-Subject-Token", token)],
        };
    }

    /// <summary>The projects of whoever asks: all of its account, which are those that it may use.</summary>
    public SimulatorAnswer FindProjects(SimulatorRequest request) => AnswerKnown(request, user =>
    {
        ProjectQuery query = new(request.Query);
        return query.Problem is { } problem
            ? IamAnswers.BadRequest(problem)
            : IamAnswers.List("projects", query.Of(accounts.ProjectsOf(user), accounts).Select(project => IamAnswers.Describe(project, accounts)), request);
    });

    /// <summary>The account of whoever asks.</summary>
    public SimulatorAnswer FindDomains(SimulatorRequest request) =>
        AnswerKnown(request, user => IamAnswers.List("domains", [IamAnswers.DescribeDomain(user.DomainName!, accounts)], request));

    /// <summary>A temporary key for whoever has a token.</summary>
    public SimulatorAnswer CreateTemporaryKey(SimulatorRequest request)
    {
        if (!RequestBody.TryRead(request.Body, TemporaryKeyRequest.Shape, out TemporaryKeyRequest? asked, out _) || asked.Problem is not null)
        {
            return IamAnswers.BadRequest(asked?.Problem ?? "The request body is invalid.");
        }

        Verdict verdict = gatekeeper.JudgeToken(asked.Token ?? request.Header("x-auth-token"));
        SimulatorAnswer answer = verdict.Error is { } error
            ? IamAnswers.Unauthorized(error.Message)
            : IamAnswers.Of(201, KeyJson.Write(keys.IssueTemporary(verdict.User!, asked.Lifetime, clock.GetUtcNow())));
        return answer.By(verdict);
    }

    /// <summary>Answers whoever is known by a token or a signature.</summary>
    private SimulatorAnswer AnswerKnown(SimulatorRequest request, Func<SimulatorUser, SimulatorAnswer> answer)
    {
        Verdict verdict = gatekeeper.JudgeSender(request);
        return (verdict.Error is not { } error ? answer(verdict.User!)

            // Signatures are checked by the gateway before IAM, and refused in its words.
            : SignatureHeader.IsIn(request.Authorization) ? SimulatorAnswer.Of(error, request.RequestId)
            : IamAnswers.Unauthorized(error.Message))
            .By(verdict);
    }

    private static SimulatorAnswer By(SimulatorUser user, SimulatorAnswer answer) =>
        answer with { Authentication = SimulatorAuthentication.PasswordAccepted, Caller = user.Name };

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
}
