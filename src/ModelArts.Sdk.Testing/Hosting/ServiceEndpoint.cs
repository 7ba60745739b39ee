using System.Text;
using Microsoft.AspNetCore.Http;
using ModelArts.Sdk.Testing.Dashboard;
using ModelArts.Sdk.Testing.Faults;
using ModelArts.Sdk.Testing.Randomness;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>The simulated service as an answer to an HTTP request: lets faults strike, and keeps the journal.</summary>
internal sealed class ServiceEndpoint(
    SimulatedService service,
    DashboardService? dashboard,
    SimulatorJournal journal,
    SimulatorFaults faults,
    FaultInjector injector,
    TimeProvider clock,
    SimulatorRandom random,
    TimeSpan latency)
{
    /// <summary>Where a request keeps that the journal has it, whatever goes wrong while its answer is written.</summary>
    private static object Journaled { get; } = new();

    public string NextRequestId() => random.NextGuid("request").ToString("N");

    /// <summary>Whether a request was answered or struck: what goes wrong after that is none of its doing.</summary>
    public static bool IsJournaled(HttpContext context) => context.Items.ContainsKey(Journaled);

    /// <summary>The answer to a request; <see langword="null"/> where none is to be given any more.</summary>
    public async Task<WireAnswer?> AnswerAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        SimulatorRequest request = RequestReader.Read(context, body);
        try
        {
            return await AnswerAsync(context, request).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // WireMock would show its clients the stack: a condition of a rule that throws comes here, and a mistake of ours.
            SimulatorAnswer failed = FailureOf(exception);
            if (!IsJournaled(context))
            {
                Route route = Route.Of(request.Method, request.Path);
                failed = failed with { InstanceId = route.InstanceId };
                Note(context, request, FaultRequest.OperationOf(route, request), failed, failed.StatusCode, decision: null);
            }

            return Wire(context, failed);
        }
    }

    /// <summary>The answer to a request that cannot be read, such as one whose compressed body is not compressed, or too large.</summary>
    public WireAnswer Refuse(HttpContext context, bool isTooLarge)
    {
        SimulatorAnswer answer = SimulatorAnswer.Of(isTooLarge ? ServiceErrors.BodyTooLarge : ServiceErrors.UnreadableRequest);
        SimulatorRequest request = RequestReader.Read(context, default);
        Note(context, request, Route.Of(request.Method, request.Path).Operation, answer, answer.StatusCode, decision: null);
        return Wire(context, answer);
    }

    private async Task<WireAnswer?> AnswerAsync(HttpContext context, SimulatorRequest request)
    {
        if (dashboard?.Answer(request) is { } shown)
        {
            return Wire(context, shown);
        }

        Route route = Route.Of(request.Method, request.Path);
        FaultDecision? decision = faults.Decide(route, request);
        if (decision is { Fault: not null })
        {
            return await AnswerAsync(context, route, request, decision, decision.Fault).ConfigureAwait(false);
        }

        SimulatorAnswer answer = Ask(route, request);
        Note(context, request, FaultRequest.OperationOf(route, request), answer, answer.StatusCode, decision);
        return await injector.WaitAsync(latency, context.RequestAborted).ConfigureAwait(false) ? Wire(context, answer) : null;
    }

    private async Task<WireAnswer?> AnswerAsync(HttpContext context, Route route, SimulatorRequest request, FaultDecision decision, Fault fault)
    {
        bool goesOn = true;
        SimulatorAnswer? answer = null;
        if (fault.ReachesService)
        {
            goesOn = fault.Moment == FaultMoment.AfterCommit || await injector.WaitAsync(fault.Delay).ConfigureAwait(false);
            answer = goesOn ? Ask(route, request) : null;
        }

        WireAnswer? truth = answer is null ? null : Wire(context, answer);
        if (goesOn)
        {
            Note(context, request, decision.Operation, answer, FaultInjector.StatusOf(fault, truth), decision);
        }

        bool waitsNow = fault.Kind != FaultKind.Delay || fault.Moment == FaultMoment.AfterCommit;
        goesOn = goesOn && (!waitsNow || await injector.WaitAsync(fault.Delay).ConfigureAwait(false));
        goesOn = goesOn && await injector.WaitAsync(latency, context.RequestAborted).ConfigureAwait(false);
        return goesOn ? await injector.StrikeAsync(context, fault, truth).ConfigureAwait(false) : null;
    }

    private static SimulatorAnswer FailureOf(Exception exception) =>
        SimulatorAnswer.Of(ServiceErrors.Internal($"{exception.GetType().Name}: {exception.Message}"));

    private SimulatorAnswer Ask(Route route, SimulatorRequest request)
    {
        SimulatorAnswer answer = service.Answer(route, request);
        if (route.Operation == SimulatorOperation.Create && answer.InstanceId is { } id && answer.Body["name"] is { } name)
        {
            faults.Learn(id, name.ToString());
        }

        return answer;
    }

    private static WireAnswer Wire(HttpContext context, SimulatorAnswer answer) => new()
    {
        StatusCode = answer.StatusCode,
        Body = Encoding.UTF8.GetBytes(answer.Text ?? answer.Body.ToJsonString(WireFormat.Answers)),
        ContentType = answer.ContentType,
        Headers = HeadersOf(context, answer),
    };

    private static IReadOnlyList<KeyValuePair<string, string>> HeadersOf(HttpContext context, SimulatorAnswer answer) =>
        answer.IsFromIam ? [.. answer.Headers, KeyValuePair.Create("X-IAM-Trace-Id", context.TraceIdentifier)] : answer.Headers;

    private void Note(
        HttpContext context, SimulatorRequest request, SimulatorOperation operation, SimulatorAnswer? answer, int statusCode, FaultDecision? decision)
    {
        context.Items[Journaled] = true;
        journal.Add(new SimulatorJournalEntry
        {
            Time = clock.GetUtcNow(),
            Method = request.Method,
            Path = request.Path,
            Operation = operation,
            StatusCode = statusCode,
            RequestId = context.TraceIdentifier,
            Authentication = answer?.Authentication ?? SimulatorAuthentication.NotChecked,
            Caller = answer?.Caller,
            AccessKey = answer?.AccessKey,
            ErrorCode = answer?.ErrorCode,
            InstanceId = answer is null ? Route.Of(request.Method, request.Path).InstanceId : answer.InstanceId,
            StatusBefore = answer?.StatusBefore,
            StatusAfter = answer?.StatusAfter,
            Decision = decision,
            StatusBehindFault = decision?.Fault is null ? null : answer?.StatusCode,
        });
    }
}
