using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Randomness;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Operations;

/// <summary>
/// To create an instance. Judged by the SDK's own rules, and by those that the SDK leaves to the service: which storage types
/// there are, which names are taken, and how many instances there may be. The service names one error only: the first.
/// </summary>
internal sealed class CreateOperation(InstanceStore store, ScriptedOutcomes outcomes, SimulatorOptions options, AccountBook accounts, SimulatorRandom random)
{
    private static readonly StorageType[] StorageTypes = [StorageType.Obs, StorageType.Obsfs, StorageType.Evs];

    public SimulatorAnswer Answer(Caller caller, ReadOnlyMemory<byte> body)
    {
        if (!RequestBody.TryRead(body, RequestShapes.Create, out CreateInstanceRequest? request, out ServiceError? error))
        {
            return SimulatorAnswer.Of(error);
        }

        if (Judge(request) is { } broken)
        {
            return SimulatorAnswer.Of(broken);
        }

        return store.Do(table =>
        {
            ServiceError? refusal = table.IsSoldOut(request.Flavor.Value) ? ServiceErrors.FlavorSoldOut
                : table.HasName(caller.ProjectId, request.Name) ? ServiceErrors.NameExists
                : table.CountOf(project => accounts.DomainOf(project) == caller.User.DomainName) >= options.InstanceLimit ? ServiceErrors.InstanceLimitReached
                : null;
            if (refusal is not null)
            {
                return SimulatorAnswer.Of(refusal);
            }

            SimulatedInstance instance = Make(request, caller, table);

            // Answered from its beginning, however short that is: nobody has seen a create that answers RUNNING.
            return AnswerWriter.Show(table.Put(instance) with { Moment = instance.Timeline.Beginning }, before: null);
        });
    }

    private static ServiceError? Judge(CreateInstanceRequest request) =>
        request.Validate() is [{ } first, ..] ? ServiceErrors.For(first, request.Name, request.Description)
        : !StorageTypes.Contains(request.Spec.Storage.Type) ? ServiceErrors.StorageTypeUnsupported
        : Mismatch(request) ? ServiceErrors.ProfileFlavorMismatch
        : null;

    /// <summary>A profile for GPUs on a flavor without, or the reverse. Of other hardware no source says what fits, nor of names that tell none.</summary>
    private static bool Mismatch(CreateInstanceRequest request) =>
        (HardwareNames.In(request.ProfileId.Value), HardwareNames.In(request.Flavor.Value)) is (Hardware.Gpu, Hardware.Cpu) or (Hardware.Cpu, Hardware.Gpu);

    private SimulatedInstance Make(CreateInstanceRequest request, Caller caller, InstanceTable table)
    {
        long sequence = table.NextSequence();
        SimulatedInstance instance = new()
        {
            Id = $"DE-{random.GuidOf("instance", sequence)}",
            ProjectId = caller.ProjectId,
            Owner = new InstanceOwner(accounts.UserIdOf(caller.User), caller.User.Name),
            Sequence = sequence,
            Ticket = sequence,
            Request = request,
            Description = request.Description,
            AutoStop = request.Spec.AutoStop,
            CreatedAt = table.Now,
            Timeline = LifePlan.QueueToCreate(table.Now),
            Failure = outcomes.Take(table),
            AccessToken = random.GuidOf("token of an instance", sequence).ToString("N"),
        };
        return table.IsFull(instance.Flavor) ? instance : instance with { Timeline = table.Plan.Create(instance, table.Now) };
    }
}
