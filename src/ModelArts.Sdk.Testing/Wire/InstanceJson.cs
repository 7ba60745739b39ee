using System.Globalization;
using System.Text.Json.Nodes;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Wire;

/// <summary>
/// An instance as the service writes it (Table 11). Written by hand rather than through the SDK's records, so that the SDK is
/// tested against the wire and not against itself.
/// </summary>
internal static class InstanceJson
{
    private const string UserId = "15dda26361214ca2a5953917d2f48ffb";
    private const string UserName = "ops_dev_env";

    public static JsonObject Write(SimulatedInstance instance, TimelineMoment moment, DateTimeOffset now, string projectId)
    {
        CreateInstanceRequest request = instance.Request;
        Hardware? ofProfile = HardwareNames.In(request.ProfileId.Value);
        Hardware? ofFlavor = HardwareNames.In(request.Flavor.Value);
        JsonObject json = new()
        {
            ["ai_project"] = new JsonObject { ["id"] = request.AiProject?.Id ?? "default-ai-project" },
            ["creation_timestamp"] = Milliseconds(instance.CreatedAt),
            ["description"] = request.Description ?? "",
            ["flavor"] = request.Flavor.Value,
            ["flavor_details"] = FlavorJson.Write(request.Flavor.Value, ofFlavor ?? ofProfile ?? Hardware.Cpu),
            ["id"] = instance.Id,
            ["latest_update_timestamp"] = Milliseconds(moment.Since),
            ["name"] = request.Name,
            ["profile"] = ProfileJson.Write(request.ProfileId.Value, ofProfile ?? ofFlavor ?? Hardware.Cpu),
            ["spec"] = NotebookJson.Write(instance, moment, now),
            ["status"] = moment.Status.Value,
            ["user"] = new JsonObject { ["id"] = UserId, ["name"] = UserName },
            ["workspace"] = new JsonObject { ["id"] = request.Workspace?.Id ?? "0" },
        };
        if (request.Pool is { } pool)
        {
            json["pool"] = Pool(pool, projectId);
        }

        if (moment.Status == InstanceStatus.CreateFailed)
        {
            json["error_code"] = instance.Failure!.ErrorCode.Value;
        }

        return json;
    }

    private static JsonObject Pool(PoolSpec pool, string projectId)
    {
        JsonObject json = new() { ["id"] = pool.Id };
        if (pool.Name is { } name)
        {
            json["name"] = name;
        }

        if (pool.Type is { } type)
        {
            json["type"] = type.Value;
            if (type == ResourcePoolType.UserDefined)
            {
                json["owner"] = new JsonObject { ["project_id"] = pool.Owner?.ProjectId ?? projectId };
            }
        }

        return json;
    }

    /// <summary>Times of an instance are strings of 13 digits; all other times are numbers.</summary>
    private static string Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
