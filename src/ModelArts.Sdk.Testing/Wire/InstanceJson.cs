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
    public static JsonObject Write(InstanceView view)
    {
        SimulatedInstance instance = view.Instance;
        TimelineMoment moment = view.Moment.Visible;
        ScriptedFailure? failure = LifePlan.IsFailure(moment.Status) ? instance.Failure : null;
        CreateInstanceRequest request = instance.Request;
        Hardware? ofProfile = HardwareNames.In(request.ProfileId.Value);
        Hardware? ofFlavor = HardwareNames.In(request.Flavor.Value);
        JsonObject json = new()
        {
            ["ai_project"] = new JsonObject { ["id"] = request.AiProject?.Id ?? "default-ai-project" },
            ["creation_timestamp"] = Milliseconds(instance.CreatedAt),
            ["description"] = instance.Description ?? "",
            ["flavor"] = request.Flavor.Value,
            ["flavor_details"] = FlavorDetails(view),
            ["id"] = instance.Id,
            ["latest_update_timestamp"] = Milliseconds(instance.ChangedAt > moment.Since ? instance.ChangedAt.Value : moment.Since),
            ["name"] = request.Name,
            ["profile"] = ProfileJson.Write(request.ProfileId.Value, ofProfile ?? ofFlavor ?? Hardware.Cpu, view.HasProfileUuid),
            ["spec"] = NotebookJson.Write(instance, moment, failure, view.Now),
            ["status"] = moment.Status.Value,
            ["user"] = new JsonObject { ["id"] = instance.Owner.Id, ["name"] = instance.Owner.Name },
            ["workspace"] = new JsonObject { ["id"] = request.Workspace?.Id ?? "0" },
        };
        if (request.Pool is { } pool)
        {
            json["pool"] = Pool(pool, instance.ProjectId);
        }

        if (failure is not null)
        {
            json["error_code"] = failure.ErrorCode.Value;
        }

        if (view.Place is { } place && view.Moment.Shown is null)
        {
            json["queuing_info"] = Queuing(view, place);
        }

        return json;
    }

    private static JsonObject FlavorDetails(InstanceView view) => FlavorJson.Write(
        view.Instance.Flavor,
        HardwareNames.In(view.Instance.Flavor) ?? HardwareNames.In(view.Instance.Request.ProfileId.Value) ?? Hardware.Cpu,
        view);

    /// <summary>Table 26. Its times are numbers, unlike those of the instance.</summary>
    private static JsonObject Queuing(InstanceView view, QueuePlace place) => new()
    {
        ["id"] = view.Instance.Id,
        ["name"] = view.Instance.Request.Name,
        ["de_type"] = "Notebook",
        ["flavor"] = view.Instance.Flavor,
        ["flavor_details"] = FlavorDetails(view),
        ["status"] = view.Moment.Status.Value,
        ["begin_timestamp"] = place.Since.ToUnixTimeMilliseconds(),
        ["remain_time"] = (long)Math.Ceiling((place.Turn - view.Now).TotalSeconds),
        ["end_timestamp"] = place.Turn.ToUnixTimeMilliseconds(),
        ["rank"] = place.Rank,
    };

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
