using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Operations;

/// <summary>Writes the answers that show instances.</summary>
internal static class AnswerWriter
{
    /// <summary>One instance, as clients see it.</summary>
    public static SimulatorAnswer Show(InstanceView view, InstanceStatus? before) => new()
    {
        StatusCode = 200,
        Body = InstanceJson.Write(view),
        InstanceId = view.Instance.Id,
        StatusBefore = before,
        StatusAfter = view.Moment.Visible.Status,
    };

    /// <summary>A page of instances.</summary>
    public static SimulatorAnswer Show(IReadOnlyList<InstanceView> page, int totalCount) => new()
    {
        StatusCode = 200,
        Body = new()
        {
            ["total_count"] = totalCount,
            ["instances"] = new System.Text.Json.Nodes.JsonArray([.. page.Select(InstanceJson.Write)]),
        },
    };

    /// <summary>A refusal to do something with an instance that there is.</summary>
    public static SimulatorAnswer Refuse(ServiceError error, InstanceView view) => SimulatorAnswer.Of(error) with
    {
        InstanceId = view.Instance.Id,
        StatusBefore = view.Moment.Visible.Status,
        StatusAfter = view.Moment.Visible.Status,
    };

    /// <summary>There is no such instance.</summary>
    public static SimulatorAnswer NotFound(string instanceId) => SimulatorAnswer.Of(ServiceErrors.InstanceNotFound) with { InstanceId = instanceId };
}
