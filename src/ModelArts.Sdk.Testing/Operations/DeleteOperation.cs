using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Operations;

/// <summary>To delete an instance: one that stands still, that is.</summary>
internal sealed class DeleteOperation(InstanceStore store)
{
    private static readonly InstanceStatus[] DeletableStatuses = [InstanceStatus.Stopped, InstanceStatus.CreateFailed, InstanceStatus.StartFailed];

    public SimulatorAnswer Answer(Caller caller, string instanceId) => store.Do(table =>
    {
        if (table.Find(caller.ProjectId, instanceId) is not { } view)
        {
            return AnswerWriter.NotFound(instanceId);
        }

        ServiceError? refusal = DeletableStatuses.Contains(view.Moment.Status) ? null
            : view.Instance.Timeline.End == InstanceStatus.Deleted ? ServiceErrors.OperationConflict
            : ServiceErrors.InstanceMustBeStopped;
        if (refusal is not null)
        {
            return AnswerWriter.Refuse(refusal, view);
        }

        table.Put(view.Instance with { Timeline = table.Plan.Delete(view.Moment, view.Now) });
        return new SimulatorAnswer
        {
            StatusCode = 200,
            Body = new() { ["instance_id"] = instanceId },
            InstanceId = instanceId,
            StatusBefore = view.Moment.Visible.Status,
            StatusAfter = InstanceStatus.Deleting,
        };
    });
}
