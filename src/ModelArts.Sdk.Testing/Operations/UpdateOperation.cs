using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Operations;

/// <summary>
/// To change the description or the auto-stop of an instance. A new duration counts from the next start on; switching auto-stop on
/// or off counts at once.
/// </summary>
internal sealed class UpdateOperation(InstanceStore store)
{
    /// <summary>Of which no source gives a list: the two at rest, in which the console offers it.</summary>
    private static readonly InstanceStatus[] StatusesWithModifiableAutoStop = [InstanceStatus.Running, InstanceStatus.Stopped];

    public SimulatorAnswer Answer(Caller caller, string instanceId, ReadOnlyMemory<byte> body)
    {
        if (!RequestBody.TryRead(body, RequestShapes.Update, out UpdateInstanceRequest? request, out ServiceError? error))
        {
            return SimulatorAnswer.Of(error) with { InstanceId = instanceId };
        }

        return store.Do(table =>
        {
            if (table.Find(caller.ProjectId, instanceId) is not { } view)
            {
                return AnswerWriter.NotFound(instanceId);
            }

            ServiceError? refusal = request.Validate() is [{ } first, ..] ? ServiceErrors.For(first, name: null, request.Description)
                : request.AutoStop is not null && !StatusesWithModifiableAutoStop.Contains(view.Moment.Status) ? ServiceErrors.AutoStopNotModifiable
                : null;
            return refusal is null
                ? AnswerWriter.Show(table.Put(Change(view, request, table)), view.Moment.Visible.Status)
                : AnswerWriter.Refuse(refusal, view);
        });
    }

    private static SimulatedInstance Change(InstanceView view, UpdateInstanceRequest request, InstanceTable table)
    {
        SimulatedInstance before = view.Instance;
        SimulatedInstance changed = before with
        {
            Description = request.Description ?? before.Description,
            AutoStop = Merge(before.AutoStop, request.AutoStop),
            ChangedAt = view.Now,
        };
        bool switched = (changed.AutoStop?.Enable ?? false) != (before.AutoStop?.Enable ?? false);
        return switched && view.Moment.Status == InstanceStatus.Running
            ? changed with { Timeline = table.Plan.SwitchAutoStop(changed, view.Moment, view.Now) }
            : changed;
    }

    private static AutoStopSpec? Merge(AutoStopSpec? before, AutoStopSpec? change) => change is null ? before : new()
    {
        Enable = change.Enable ?? before?.Enable,
        Duration = change.Duration ?? before?.Duration,
        Prompt = change.Prompt ?? before?.Prompt,
    };
}
