using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Operations;

/// <summary>To start, stop, restart, queue or dequeue an instance.</summary>
internal sealed class ActOperation(InstanceStore store, ScriptedOutcomes startOutcomes)
{
    public SimulatorAnswer Answer(Caller caller, string instanceId, ReadOnlyMemory<byte> body)
    {
        if (!RequestBody.TryRead(body, RequestShapes.Action, out InstanceActionRequest? request, out ServiceError? error))
        {
            return SimulatorAnswer.Of(error) with { InstanceId = instanceId };
        }

        SimulatorOperation action = FaultRequest.ActionOf(request.Action.Value);
        if (action == SimulatorOperation.Act)
        {
            ServiceError unknown = request.Action.Value.Length == 0 ? ServiceErrors.Required("action") : ServiceErrors.WrongValue("action");
            return SimulatorAnswer.Of(unknown) with { InstanceId = instanceId };
        }

        return store.Do(table => Act(table, caller, instanceId, action));
    }

    private SimulatorAnswer Act(InstanceTable table, Caller caller, string instanceId, SimulatorOperation action)
    {
        if (table.Find(caller.ProjectId, instanceId) is not { } view)
        {
            return AnswerWriter.NotFound(instanceId);
        }

        if (Refuse(table, view, action) is { } refusal)
        {
            return AnswerWriter.Refuse(refusal, view);
        }

        SimulatedInstance after = Apply(table, view, action);
        table.Put(after);
        InstanceStatus status = after.Timeline.Beginning.Status;
        return new SimulatorAnswer
        {
            StatusCode = 200,

            // Not named alike, on the wire either.
            Body = new() { ["current_status"] = status.Value, ["previous_state"] = view.Moment.Visible.Status.Value },
            InstanceId = instanceId,
            StatusBefore = view.Moment.Visible.Status,
            StatusAfter = status,
        };
    }

    private static ServiceError? Refuse(InstanceTable table, InstanceView view, SimulatorOperation action) =>
        action is SimulatorOperation.Queue or SimulatorOperation.Dequeue && !view.Instance.IsFree ? ServiceErrors.WrongValue("action")
        : ActionRules.Refuse(action, view.Moment.Status) is { } refusal ? refusal
        : action == SimulatorOperation.Start && view.Moment.Status != InstanceStatus.ReadyToStart && table.IsFull(view.Instance.Flavor)
            ? view.Instance.IsFree ? ServiceErrors.CapacityInsufficient : ServiceErrors.FlavorSoldOut
        : null;

    private SimulatedInstance Apply(InstanceTable table, InstanceView view, SimulatorOperation action)
    {
        SimulatedInstance instance = view.Instance;
        switch (action)
        {
            case SimulatorOperation.Stop:
                return instance with { Timeline = table.Plan.Stop(view.Moment, view.Now) };
            case SimulatorOperation.Restart:
                return instance with { Timeline = table.Plan.Restart(instance, view.Moment, view.Now) };
            case SimulatorOperation.Dequeue:
                return instance with { Timeline = table.Plan.Dequeue(view.Moment, view.Now) };
            default:
                // A start from the queue has its outcome already, unless a newer one is scripted.
                bool fromQueue = view.Moment.Status == InstanceStatus.ReadyToStart;
                SimulatedInstance starting = instance with { Failure = startOutcomes.Take(table) ?? (fromQueue ? instance.Failure : null) };
                return action == SimulatorOperation.Queue && table.IsFull(instance.Flavor)
                    ? starting with { Timeline = table.Plan.QueueToStart(view.Moment, view.Now), Ticket = table.NextSequence() }
                    : starting with { Timeline = table.Plan.Start(starting, view.Moment, view.Now) };
        }
    }
}
