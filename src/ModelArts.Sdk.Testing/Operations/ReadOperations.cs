using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Operations;

/// <summary>To get an instance, or the token of its web interface.</summary>
internal sealed class ReadOperations(InstanceStore store)
{
    public SimulatorAnswer Get(Caller caller, string instanceId) => store.Do(table => table.Find(caller.ProjectId, instanceId)) is { } view
        ? AnswerWriter.Show(view, view.Moment.Visible.Status)
        : AnswerWriter.NotFound(instanceId);

    public SimulatorAnswer GetAccessToken(Caller caller, string instanceId) =>
        store.Do(table => table.Find(caller.ProjectId, instanceId)) is not { } view ? AnswerWriter.NotFound(instanceId)
        : view.Moment.Status != InstanceStatus.Running ? AnswerWriter.Refuse(ServiceErrors.InstanceNotRunning, view)
        : new SimulatorAnswer
        {
            StatusCode = 200,
            Body = new() { ["token"] = view.Instance.AccessToken },
            InstanceId = instanceId,
            StatusBefore = view.Moment.Status,
            StatusAfter = view.Moment.Status,
        };
}
