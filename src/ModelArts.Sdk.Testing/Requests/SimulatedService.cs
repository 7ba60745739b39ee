using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Authentication;
using ModelArts.Sdk.Testing.Ecs;
using ModelArts.Sdk.Testing.Iam;
using ModelArts.Sdk.Testing.Operations;
using ModelArts.Sdk.Testing.Randomness;
using ModelArts.Sdk.Testing.State;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>The service itself, without HTTP: judges who asks and where, and leaves the rest to the operation. Thread-safe.</summary>
internal sealed class SimulatedService
{
    /// <summary>What the gateway lets through with a signature.</summary>
    private const int MaxSignedBody = 12 * 1024 * 1024;

    private readonly Gatekeeper _gatekeeper;
    private readonly RateLimiter _rateLimiter;
    private readonly IamService _iam;
    private readonly EcsMetadataService _metadata;
    private readonly InstanceStore _store;
    private readonly CreateOperation _create;
    private readonly ReadOperations _read;
    private readonly ListOperation _list;
    private readonly UpdateOperation _update;
    private readonly ActOperation _act;
    private readonly DeleteOperation _delete;

    public SimulatedService(SimulatorOptions options, AccountBook accounts, SimulatorRandom random, InstanceStore store, TimeProvider clock)
    {
        TokenStore tokens = new(accounts, random, options.TokenLifetime);
        KeyRing keys = new(accounts, random);
        _gatekeeper = new Gatekeeper(accounts, tokens, keys, clock);
        _rateLimiter = new RateLimiter(options.RateLimit, options.RateLimitWindow, clock);
        _iam = new IamService(accounts, tokens, keys, _gatekeeper, clock);
        _metadata = new EcsMetadataService(accounts, keys, random, clock, options.TemporaryKeyLifetime);
        _store = store;
        _create = new CreateOperation(_store, NextCreate, options, accounts, random);
        _read = new ReadOperations(_store);
        _list = new ListOperation(_store);
        _update = new UpdateOperation(_store);
        _act = new ActOperation(_store, NextStart);
        _delete = new DeleteOperation(_store);
    }

    public ScriptedOutcomes NextCreate { get; } = new();

    public ScriptedOutcomes NextStart { get; } = new();

    /// <summary>Every instance of every project as a client would read it now.</summary>
    public IReadOnlyList<DevEnvironmentInstance> Instances =>
    [
        .. _store.Do(static table => table.All)
            .Select(static view => InstanceJson.Write(view).Deserialize<DevEnvironmentInstance>(WireFormat.Own)!),
    ];

    /// <summary>Answers a request, whatever it is.</summary>
    public SimulatorAnswer Answer(Route route, SimulatorRequest request)
    {
        try
        {
            return AnswerOf(route, request);
        }
        catch (Exception exception)
        {
            // WireMock would show its clients the stack.
            return SimulatorAnswer.Of(ServiceErrors.Internal($"{exception.GetType().Name}: {exception.Message}")) with { InstanceId = route.InstanceId };
        }
    }

    private SimulatorAnswer AnswerOf(Route route, SimulatorRequest request) => route.Operation switch
    {
        SimulatorOperation.Unmatched => SimulatorAnswer.Of(
            Route.IsOfDevEnvironments(request.Path) ? ServiceErrors.NoSuchApi : ServiceErrors.Unmatched(request.Method, request.Path), request.RequestId),
        SimulatorOperation.CreateToken => _iam.CreateToken(request),
        SimulatorOperation.FindProjects => _iam.FindProjects(request),
        SimulatorOperation.FindDomains => _iam.FindDomains(request),
        SimulatorOperation.CreateTemporaryKey => _iam.CreateTemporaryKey(request),
        SimulatorOperation.OpenMetadataSession => _metadata.OpenSession(request),
        SimulatorOperation.GetMetadataKey => _metadata.GetKey(request),
        _ => AnswerOfModelArts(route, request),
    };

    private SimulatorAnswer AnswerOfModelArts(Route route, SimulatorRequest request)
    {
        // Before the signature, which is over the body: the gateway reads no further.
        if (SignatureHeader.IsIn(request.Authorization) && request.Body.Length > MaxSignedBody)
        {
            return SimulatorAnswer.Of(ServiceErrors.BodyTooLarge) with { InstanceId = route.InstanceId };
        }

        Verdict verdict = _gatekeeper.Judge(request, route.ProjectId);
        if (verdict.Error is { } error)
        {
            return SimulatorAnswer.Of(error, request.RequestId).By(verdict) with { InstanceId = route.InstanceId };
        }

        Caller caller = new(verdict.User!, route.ProjectId);
        (ServiceError? refusal, IReadOnlyList<KeyValuePair<string, string>> headers) = _rateLimiter.Count($"{caller.User.DomainName}/{caller.User.Name}");
        SimulatorAnswer answer = refusal is null
            ? Perform(route, request, caller)
            : SimulatorAnswer.Of(refusal, request.RequestId) with { InstanceId = route.InstanceId };
        return answer.By(verdict) with { Headers = [.. answer.Headers, .. headers] };
    }

    private SimulatorAnswer Perform(Route route, SimulatorRequest request, Caller caller)
    {
        try
        {
            string id = route.InstanceId ?? "";
            return route.Operation switch
            {
                SimulatorOperation.Create => _create.Answer(caller, request.Body),
                SimulatorOperation.List => _list.Answer(caller, request.Query),
                SimulatorOperation.Get => _read.Get(caller, id),
                SimulatorOperation.GetAccessToken => _read.GetAccessToken(caller, id),
                SimulatorOperation.Update => _update.Answer(caller, id, request.Body),
                SimulatorOperation.Act => _act.Answer(caller, id, request.Body),
                SimulatorOperation.Delete => _delete.Answer(caller, id),
                _ => throw new InvalidOperationException($"{route.Operation} is no operation on instances."),
            };
        }
        catch (IOException)
        {
            return SimulatorAnswer.Of(ServiceErrors.StateNotWritten) with { InstanceId = route.InstanceId };
        }
    }
}
