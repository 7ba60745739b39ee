using System.Text.Json;
using System.Text.Json.Nodes;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.State;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>The service itself, without HTTP: judges a request, changes the state, writes the answer. Thread-safe.</summary>
internal sealed class SimulatedService(SimulatorOptions options, string token, TimeProvider clock)
{
    private readonly InstanceStore _store = new();

    public ScriptedOutcomes NextCreate { get; } = new();

    /// <summary>Every instance as a client would read it now.</summary>
    public IReadOnlyList<DevEnvironmentInstance> Instances
    {
        get
        {
            DateTimeOffset now = clock.GetUtcNow();
            return
            [
                .. _store.All.Select(instance => Write(instance, instance.Timeline.At(now), now).Deserialize<DevEnvironmentInstance>(WireFormat.Own)!),
            ];
        }
    }

    public SimulatorAnswer Answer(Route route, SimulatorRequest request) =>
        Refuse(route, request) is { } error ? SimulatorAnswer.Of(error) with { InstanceId = route.InstanceId }
        : route.Operation == SimulatorOperation.Create ? Create(request.Body)
        : Get(route.InstanceId!);

    private ServiceError? Refuse(Route route, SimulatorRequest request) =>
        route.Operation == SimulatorOperation.Unmatched ? ServiceErrors.Unmatched(request.Method, request.Path)
        : request.Token.Length == 0 ? ServiceErrors.TokenMissing
        : !string.Equals(request.Token, token, StringComparison.Ordinal) ? ServiceErrors.TokenInvalid
        : !string.Equals(route.ProjectId, options.ProjectId, StringComparison.Ordinal) ? ServiceErrors.ProjectMismatch
        : null;

    private SimulatorAnswer Create(ReadOnlyMemory<byte> body)
    {
        if (!CreateRequestReader.TryRead(body, out CreateInstanceRequest? request, out ServiceError? error))
        {
            return SimulatorAnswer.Of(error);
        }

        DateTimeOffset now = clock.GetUtcNow();
        SimulatedInstance? instance = _store.TryAdd(request.Name, () => Make(request, now));

        // Answered from its beginning, however short that is: nobody has seen a create that answers RUNNING.
        return instance is null ? SimulatorAnswer.Of(ServiceErrors.NameExists) : Show(instance, instance.Timeline.Beginning, now, before: null);
    }

    private SimulatorAnswer Get(string instanceId)
    {
        if (_store.Find(instanceId) is not { } instance)
        {
            return SimulatorAnswer.Of(ServiceErrors.InstanceNotFound) with { InstanceId = instanceId };
        }

        DateTimeOffset now = clock.GetUtcNow();
        TimelineMoment moment = instance.Timeline.At(now);
        return Show(instance, moment, now, moment.Status);
    }

    private SimulatedInstance Make(CreateInstanceRequest request, DateTimeOffset now)
    {
        ScriptedFailure? failure = NextCreate.TryTake(out ScriptedFailure? scripted) ? scripted : null;
        return new SimulatedInstance
        {
            Id = $"DE-{Guid.NewGuid()}",
            Request = request,
            CreatedAt = now,
            Timeline = CreationPlan.For(request, failure, options, now),
            Failure = failure,
        };
    }

    private SimulatorAnswer Show(SimulatedInstance instance, TimelineMoment moment, DateTimeOffset now, InstanceStatus? before) => new()
    {
        StatusCode = 200,
        Body = Write(instance, moment, now),
        InstanceId = instance.Id,
        StatusBefore = before,
        StatusAfter = moment.Status,
    };

    private JsonObject Write(SimulatedInstance instance, TimelineMoment moment, DateTimeOffset now) =>
        InstanceJson.Write(instance, moment, now, options.ProjectId);
}
