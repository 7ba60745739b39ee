using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelArts.Sdk.Testing.Dashboard;
using ModelArts.Sdk.Testing.Randomness;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.Wire;
using WireMock;
using WireMock.ResponseProviders;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>The simulated service as an answer of WireMock's: translates between the two, and keeps the journal.</summary>
internal sealed class ServiceEndpoint(SimulatedService service, DashboardService? dashboard, SimulatorJournal journal, TimeProvider clock, SimulatorRandom random, TimeSpan latency) : IResponseProvider
{
    public string NextRequestId() => random.NextGuid("request").ToString("N");

    public async Task<(IResponseMessage Message, IMapping? Mapping)> ProvideResponseAsync(
        IMapping mapping,
        HttpContext context,
        IRequestMessage requestMessage,
        WireMockServerSettings settings)
    {
        SimulatorRequest request = new(
            context.Request.Method,
            PathOf(context),
            QueryOf(context),
            context.Request.Headers,
            requestMessage.BodyAsBytes,
            context.TraceIdentifier);
        Route route = Route.Of(request.Method, request.Path);
        SimulatorAnswer answer = dashboard?.Answer(request) ?? service.Answer(route, request);
        if (answer.IsJournaled)
        {
            Note(context, request.Method, request.Path, answer.Operation ?? route.Operation, answer);
            await Task.Delay(latency, clock, context.RequestAborted).ConfigureAwait(false);
        }

        ResponseMessage response = new()
        {
            StatusCode = answer.StatusCode,
            BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = TextOf(answer), Encoding = Encoding.UTF8 },
        };
        response.AddHeader("Content-Type", answer.ContentType);
        foreach ((string name, string value) in answer.Headers)
        {
            response.AddHeader(name, value);
        }

        if (answer.IsFromIam)
        {
            response.AddHeader("X-IAM-Trace-Id", context.TraceIdentifier);
        }

        return (response, null);
    }

    /// <summary>Answers a request that WireMock cannot read, such as one whose compressed body is not compressed, or too large.</summary>
    public Task RefuseUnreadableAsync(HttpContext context, bool isTooLarge)
    {
        SimulatorAnswer answer = SimulatorAnswer.Of(isTooLarge ? ServiceErrors.BodyTooLarge : ServiceErrors.UnreadableRequest);
        string path = PathOf(context);
        Note(context, context.Request.Method, path, Route.Of(context.Request.Method, path).Operation, answer);
        context.Response.StatusCode = answer.StatusCode;
        context.Response.ContentType = answer.ContentType;
        return context.Response.WriteAsync(TextOf(answer), context.RequestAborted);
    }

    private static string TextOf(SimulatorAnswer answer) => answer.Text ?? answer.Body.ToJsonString(WireFormat.Answers);

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

    private void Note(HttpContext context, string method, string path, SimulatorOperation operation, SimulatorAnswer answer) =>
        journal.Add(new SimulatorJournalEntry
        {
            Time = clock.GetUtcNow(),
            Method = method,
            Path = path,
            Operation = operation,
            StatusCode = answer.StatusCode,
            RequestId = context.TraceIdentifier,
            Authentication = answer.Authentication,
            Caller = answer.Caller,
            AccessKey = answer.AccessKey,
            ErrorCode = answer.ErrorCode,
            InstanceId = answer.InstanceId,
            StatusBefore = answer.StatusBefore,
            StatusAfter = answer.StatusAfter,
        });
}
