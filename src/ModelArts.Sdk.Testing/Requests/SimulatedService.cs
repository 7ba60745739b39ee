using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Authentication;
using ModelArts.Sdk.Testing.Iam;
using ModelArts.Sdk.Testing.Operations;
using ModelArts.Sdk.Testing.State;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>The service itself, without HTTP: judges who asks and where, and leaves the rest to the operation. Thread-safe.</summary>
internal sealed class SimulatedService
{
    private readonly SimulatorOptions _options;
    private readonly Gatekeeper _gatekeeper;
    private readonly IamService _iam;
    private readonly InstanceStore _store;
    private readonly Dictionary<SimulatorOperation, Func<SimulatorRequest, string, SimulatorAnswer>> _operations;

    public SimulatedService(SimulatorOptions options, SimulatorAccount account, TimeProvider clock)
    {
        _options = options;
        TokenStore tokens = new(account, options, clock);
        _gatekeeper = new Gatekeeper(account, tokens, clock);
        _iam = new IamService(account, tokens, _gatekeeper, clock);
        _store = new InstanceStore(options, clock);
        AnswerWriter writer = new(options.ProjectId);
        CreateOperation create = new(_store, NextCreate, options, writer);
        ReadOperations read = new(_store, writer);
        ListOperation list = new(_store, writer);
        UpdateOperation update = new(_store, writer);
        ActOperation act = new(_store, NextStart);
        DeleteOperation delete = new(_store);
        _operations = new()
        {
            [SimulatorOperation.Create] = (request, _) => create.Answer(request.Body),
            [SimulatorOperation.List] = (request, _) => list.Answer(request.Query),
            [SimulatorOperation.Get] = (_, id) => read.Get(id),
            [SimulatorOperation.GetAccessToken] = (_, id) => read.GetAccessToken(id),
            [SimulatorOperation.Update] = (request, id) => update.Answer(id, request.Body),
            [SimulatorOperation.Act] = (request, id) => act.Answer(id, request.Body),
            [SimulatorOperation.Delete] = (_, id) => delete.Answer(id),
        };
    }

    public ScriptedOutcomes NextCreate { get; } = new();

    public ScriptedOutcomes NextStart { get; } = new();

    /// <summary>Every instance as a client would read it now.</summary>
    public IReadOnlyList<DevEnvironmentInstance> Instances =>
    [
        .. _store.Do(static table => table.All)
            .Select(view => InstanceJson.Write(view, _options.ProjectId).Deserialize<DevEnvironmentInstance>(WireFormat.Own)!),
    ];

    public SimulatorAnswer Answer(Route route, SimulatorRequest request) => route.Operation switch
    {
        SimulatorOperation.Unmatched => SimulatorAnswer.Of(ServiceErrors.Unmatched(request.Method, request.Path)),
        SimulatorOperation.CreateToken => _iam.CreateToken(request),
        SimulatorOperation.FindProjects => _iam.FindProjects(request),
        _ => AnswerOfModelArts(route, request),
    };

    private SimulatorAnswer AnswerOfModelArts(Route route, SimulatorRequest request)
    {
        Verdict verdict = _gatekeeper.Judge(request, route.ProjectId);
        SimulatorAnswer answer = verdict.Error is { } error
            ? SimulatorAnswer.Of(error, request.RequestId) with { InstanceId = route.InstanceId }
            : _operations[route.Operation](request, route.InstanceId ?? "");
        return answer with { Authentication = verdict.Authentication };
    }
}
