using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelArts.Sdk.Testing.Dashboard;
using ModelArts.Sdk.Testing.Faults;
using ModelArts.Sdk.Testing.Randomness;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.Wire;
using WireMock;
using WireMock.ResponseProviders;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>
/// The simulated service as an answer of WireMock's: translates between the two, lets faults strike, and keeps the journal.
/// </summary>
internal sealed class ServiceEndpoint(
    SimulatedService service,
    DashboardService? dashboard,
    SimulatorJournal journal,
    SimulatorFaults faults,
    FaultInjector injector,
    TimeProvider clock,
    SimulatorRandom random,
    TimeSpan latency) : IResponseProvider
{
    /// <summary>Where a request keeps the <c>Date</c> that a fault gives its answer.</summary>
    public static object GivenDate { get; } = new();

    /// <summary>Where a request keeps that the journal has it, whatever goes wrong while its answer is written.</summary>
    private static object Journaled { get; } = new();

    public string NextRequestId() => random.NextGuid("request").ToString("N");

    public async Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping,
        HttpContext context,
        IRequestMessage requestMessage,
        WireMockServerSettings settings)
    {
        try
        {
            return (await AnswerAsync(context, requestMessage).ConfigureAwait(false), null);
        }
        catch (Exception exception)
        {
            // WireMock would show its clients the stack: a condition of a rule that throws comes here, and a mistake of ours.
            SimulatorAnswer failed = FailureOf(exception);
            if (!IsJournaled(context))
            {
                SimulatorRequest request = new(
                    context.Request.Method, PathOf(context), QueryOf(context), context.Request.Headers, requestMessage.BodyAsBytes, context.TraceIdentifier);
                Route route = Route.Of(request.Method, request.Path);
                failed = failed with { InstanceId = route.InstanceId };
                Note(context, request, FaultRequest.OperationOf(route, request), failed, failed.StatusCode, decision: null);
            }

            return (Message(context, failed.StatusCode, failed.Headers, failed.ContentType, BodyOf(failed)), null);
        }
    }

    private async Task<IResponseMessage> AnswerAsync(HttpContext context, IRequestMessage requestMessage)
    {
        SimulatorRequest request = new(
            context.Request.Method,
            PathOf(context),
            QueryOf(context),
            context.Request.Headers,
            requestMessage.BodyAsBytes,
            context.TraceIdentifier);
        if (dashboard?.Answer(request) is { } shown)
        {
            return Message(context, shown.StatusCode, shown.Headers, shown.ContentType, BodyOf(shown));
        }

        Route route = Route.Of(request.Method, request.Path);
        FaultDecision? decision = faults.Decide(route, request);
        if (decision is { Fault: not null })
        {
            return await AnswerAsync(context, route, request, decision, decision.Fault).ConfigureAwait(false);
        }

        SimulatorAnswer answer = Ask(route, request);
        Note(context, request, FaultRequest.OperationOf(route, request), answer, answer.StatusCode, decision);
        return await injector.WaitAsync(latency, context.RequestAborted).ConfigureAwait(false)
            ? Message(context, answer.StatusCode, HeadersOf(context, answer), answer.ContentType, BodyOf(answer))
            : End(context);
    }

    private static BodyData BodyOf(SimulatorAnswer answer) =>
        new() { DetectedBodyType = BodyType.String, BodyAsString = TextOf(answer), Encoding = Encoding.UTF8 };

    private static SimulatorAnswer FailureOf(Exception exception) =>
        SimulatorAnswer.Of(ServiceErrors.Internal($"{exception.GetType().Name}: {exception.Message}"));

    private static string TextOf(SimulatorAnswer answer) => answer.Text ?? answer.Body.ToJsonString(WireFormat.Answers);

    private async Task<IResponseMessage> AnswerAsync(HttpContext context, Route route, SimulatorRequest request, FaultDecision decision, Fault fault)
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
        WireAnswer? struck = goesOn ? await injector.StrikeAsync(context, fault, truth).ConfigureAwait(false) : null;
        if (struck is not null)
        {
            BodyData? body = struck.Body.Length == 0 ? null : new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = struck.Body };
            return Message(context, struck.StatusCode, struck.Headers, struck.ContentType, body);
        }

        return End(context);
    }

    /// <summary>Nothing that WireMock writes gets through any more.</summary>
    private static ResponseMessage End(HttpContext context)
    {
        context.Abort();
        return new ResponseMessage { StatusCode = StatusCodes.Status503ServiceUnavailable };
    }

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
        Body = Encoding.UTF8.GetBytes(TextOf(answer)),
        ContentType = answer.ContentType,
        Headers = HeadersOf(context, answer),
    };

    private static IReadOnlyList<KeyValuePair<string, string>> HeadersOf(HttpContext context, SimulatorAnswer answer) =>
        answer.IsFromIam ? [.. answer.Headers, KeyValuePair.Create("X-IAM-Trace-Id", context.TraceIdentifier)] : answer.Headers;

    private static ResponseMessage Message(
        HttpContext context, int statusCode, IReadOnlyList<KeyValuePair<string, string>> headers, string? contentType, BodyData? body)
    {
        // Not through WireMock, which leaves some of them out.
        foreach ((string name, string value) in headers)
        {
            // A date that is given here is a fault's, and is not to be corrected.
            if (string.Equals(name, "Date", StringComparison.OrdinalIgnoreCase))
            {
                context.Items[GivenDate] = value;
            }

            context.Response.Headers.Append(name, value);
        }

        ResponseMessage response = new() { StatusCode = statusCode, BodyData = body };
        if (contentType is not null)
        {
            response.AddHeader("Content-Type", contentType);
        }

        return response;
    }

    /// <summary>Whether a request was answered or struck: what goes wrong after that is none of its doing.</summary>
    public static bool IsJournaled(HttpContext context) => context.Items.ContainsKey(Journaled);

    /// <summary>Answers a request that WireMock cannot read, such as one whose compressed body is not compressed, or too large.</summary>
    public Task RefuseUnreadableAsync(HttpContext context, bool isTooLarge)
    {
        SimulatorAnswer answer = SimulatorAnswer.Of(isTooLarge ? ServiceErrors.BodyTooLarge : ServiceErrors.UnreadableRequest);
        SimulatorRequest request = new(context.Request.Method, PathOf(context), QueryOf(context), context.Request.Headers, default, context.TraceIdentifier);
        Note(context, request, Route.Of(request.Method, request.Path).Operation, answer, answer.StatusCode, decision: null);
        context.Response.StatusCode = answer.StatusCode;
        context.Response.ContentType = answer.ContentType;
        return context.Response.WriteAsync(TextOf(answer), context.RequestAborted);
    }

    /// <summary>The path as it was sent: decoded, an escaped slash could no longer be told from a real one.</summary>
    private static string PathOf(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        string path = target.Split('?', 2)[0];
        return path.StartsWith('/') ? path : context.Request.Path.ToUriComponent();
    }

    /// <summary>The query as it was sent, with its question mark.</summary>
    private static string QueryOf(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? "" : target[question..];
    }

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
