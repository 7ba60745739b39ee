using System.Text.Json.Nodes;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Iam;

/// <summary>How IAM says yes and no.</summary>
internal static class IamAnswers
{
    public static SimulatorAnswer Of(int status, JsonObject body) => new() { StatusCode = status, Body = body, IsFromIam = true };

    public static SimulatorAnswer Error(int status, string title, string message) => Of(
        status,
        new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = message, ["title"] = title } });

    public static SimulatorAnswer BadRequest(string message) => Error(400, "Bad Request", message);

    public static SimulatorAnswer Unauthorized(string message) => Error(401, "Unauthorized", message);

    /// <summary>All that a list has to say, in one page.</summary>
    public static SimulatorAnswer List(string name, IEnumerable<JsonObject> items, SimulatorRequest request) => Of(200, new JsonObject
    {
        [name] = new JsonArray([.. items]),
        ["links"] = new JsonObject { ["next"] = null, ["previous"] = null, ["self"] = request.Path + request.Query },
    });

    public static JsonObject Describe(SimulatorProject project, AccountBook accounts) => new()
    {
        ["domain_id"] = accounts.DomainIdOf(project.DomainName!),
        ["is_domain"] = false,
        ["parent_id"] = accounts.DomainIdOf(project.DomainName!),
        ["name"] = project.Name,
        ["description"] = "",
        ["links"] = LinksTo($"/v3/projects/{project.Id}"),
        ["id"] = project.Id,
        ["enabled"] = true,
    };

    public static JsonObject DescribeDomain(string name, AccountBook accounts)
    {
        string id = accounts.DomainIdOf(name);
        return new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["enabled"] = true,
            ["description"] = "",
            ["links"] = LinksTo($"/v3/domains/{id}"),
        };
    }

    private static JsonObject LinksTo(string self) => new() { ["next"] = null, ["previous"] = null, ["self"] = self };
}
