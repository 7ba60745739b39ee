using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelArts.Sdk.Testing.Time;
using WireMock.Server;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>
/// What every request goes through before WireMock. Where WireMock has nothing but what the simulator has put there, the service answers
/// at once; as soon as a stub of a user's could count before it, WireMock decides.
/// </summary>
internal sealed class RequestPipeline(ServiceEndpoint endpoint, SimulatorClock clock, bool logsRequests, CancellationToken stopping)
{
    private const string RequestIdHeader = "X-Request-Id";

    private readonly TaskCompletionSource<MappingBook> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called once the server listens: until then, requests wait.</summary>
    public void Begin(WireMockServer server) => _started.SetResult(new MappingBook(server, endpoint));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.TraceIdentifier = endpoint.NextRequestId();
        MappingBook mappings = await _started.Task.ConfigureAwait(false);
        context.Response.OnStarting(() =>
        {
            Complete(context);
            return Task.CompletedTask;
        });
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            // WireMock lets any number of bytes in, and keeps them.
            body.MaxRequestBodySize = RequestReader.MaxBody;
        }

        clock.Activity.RequestBegins();
        try
        {
            await (IsForTheServiceAlone(context, mappings) ? AnswerAsync(context) : AskWireMockAsync(context, next, mappings)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            await AnswerFailureAsync(context, exception).ConfigureAwait(false);
        }
        finally
        {
            clock.Activity.RequestEnds();
        }
    }

    private bool IsForTheServiceAlone(HttpContext context, MappingBook mappings) =>
        !logsRequests && !mappings.HasStubs() && !context.Request.Path.StartsWithSegments(MappingBook.AdminPath, StringComparison.OrdinalIgnoreCase);

    private async Task AskWireMockAsync(HttpContext context, RequestDelegate next, MappingBook mappings)
    {
        mappings.EnsureService();
        if (!context.Request.Host.HasValue)
        {
            // WireMock cannot do without, and HTTP/1.0 can.
            context.Request.Host = new HostString("localhost");
        }

        await RequestReader.CheckCompressedBodyAsync(context).ConfigureAwait(false);
        using IDisposable? visit = logsRequests ? null : mappings.BeginVisit();
        context.Response.OnStarting(() =>
        {
            visit?.Dispose();
            return Task.CompletedTask;
        });

        // A stub may sleep, and nothing wakes it: the server, which waits for its requests as it stops, would wait for that.
        Task answering = next(context);
        await answering.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (answering.IsCompleted)
        {
            await answering.ConfigureAwait(false);
        }
        else
        {
            // Nobody is left to see what becomes of it.
            _ = answering.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        ReadOnlyMemory<byte> body = await RequestReader.ReadBodyAsync(context).ConfigureAwait(false);
        await AnswerWriting.WriteAsync(context, await endpoint.AnswerAsync(context, body).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task AnswerFailureAsync(HttpContext context, Exception exception)
    {
        if (ServiceEndpoint.IsJournaled(context))
        {
            // Its answer could not be written, such as one whose headers contradict it; the server takes no other body for it.
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        // WireMock would answer 500 with the exception, stack trace included.
        bool isTooLarge = exception is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge };
        await AnswerWriting.WriteAsync(context, endpoint.Refuse(context, isTooLarge)).ConfigureAwait(false);
    }

    /// <summary>What every answer has, those of stubs too.</summary>
    private void Complete(HttpContext context)
    {
        context.Response.Headers.TryAdd(RequestIdHeader, context.TraceIdentifier);

        // Clients correct their clocks by it, and WireMock has put the time of this machine there. Only a fault may tell them another.
        context.Response.Headers.Date = context.Items.TryGetValue(AnswerWriting.GivenDate, out object? given)
            ? (string?)given
            : clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
    }
}
