using System.Text.Json.Nodes;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Wire;

/// <summary><c>spec</c> (Tables 19 to 23). What the API's example shows as null is an explicit null here.</summary>
internal static class NotebookJson
{
    private const string TargetDomain = "https://modelarts-notebook-2.cn-north-4.myhuaweicloud.com";

    public static JsonObject Write(SimulatedInstance instance, TimelineMoment moment, DateTimeOffset now)
    {
        NotebookSpec spec = instance.Request.Spec;
        return new JsonObject
        {
            ["annotations"] = Annotations(instance, moment),
            ["auto_stop"] = AutoStop(spec.AutoStop, moment, now),
            ["extend_params"] = null,
            ["failed_reasons"] = moment.Status == InstanceStatus.CreateFailed ? Failure(instance.Failure!) : null,
            ["repository"] = null,
            ["extend_storage"] = StorageJson.WriteAll(spec.ExtendStorage),
            ["storage"] = StorageJson.Write(spec.Storage),
        };
    }

    private static JsonObject Annotations(SimulatedInstance instance, TimelineMoment moment)
    {
        JsonObject annotations = [];
        foreach ((string key, string value) in instance.Request.Spec.Annotations ?? new Dictionary<string, string>())
        {
            annotations[key] = value;
        }

        annotations["target_domain"] = TargetDomain;
        annotations["url"] = moment.Status == InstanceStatus.Running ? $"{TargetDomain}/modelarts/hub/notebook/user/{instance.Id}/lab" : "";
        return annotations;
    }

    private static JsonObject AutoStop(AutoStopSpec? asked, TimelineMoment moment, DateTimeOffset now)
    {
        JsonObject autoStop = [];
        if (asked?.Duration is { } duration)
        {
            autoStop["duration"] = (long)duration.TotalSeconds;
        }

        autoStop["enable"] = asked?.Enable ?? false;
        autoStop["prompt"] = asked?.Prompt ?? true;
        if (moment is { Status: var status, Until: { } stop } && status == InstanceStatus.Running)
        {
            autoStop["stop_timestamp"] = stop.ToUnixTimeMilliseconds();
            autoStop["remain_time"] = (long)Math.Ceiling((stop - now).TotalSeconds);
        }

        return autoStop;
    }

    private static JsonObject Failure(ScriptedFailure failure) => new()
    {
        ["code"] = failure.ErrorCode.Value,
        ["message"] = failure.Message,
        ["detail"] = new JsonObject(),
    };
}
