using ModelArts.Sdk.Errors;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ModelArts.Sdk.Resilience;

/// <summary>
/// Sends a request again where that helps and can do no harm, and keeps a call within its limits of time and size, the body
/// included: total timeout around retry around attempt timeout.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("ModelArts.Call");

    private readonly ModelArtsClientOptions _options;
    private readonly RetryBudget _budget;
    private readonly bool _issuesPermits;
    private readonly Backoff _backoff;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    /// <param name="options">The options of the client.</param>
    /// <param name="budget">The retries that it may still make.</param>
    /// <param name="issuesPermits">
    /// Whether it is the outermost handler, that gives requests their permits. Where others stand around it, a request that comes
    /// without one is a copy that has lost it.
    /// </param>
    public ResilienceHandler(ModelArtsClientOptions options, RetryBudget budget, bool issuesPermits)
    {
        _issuesPermits = issuesPermits;
        _options = options;
        _budget = budget;
        _backoff = new Backoff(options.Retry, options.Jitter);
        ResiliencePipelineBuilder<HttpResponseMessage> builder = new() { TimeProvider = options.TimeProvider };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.TotalTimeout, Name = nameof(options.TotalTimeout) });
        if (options.Retry.MaxAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.Retry.MaxAttempts - 1,
                ShouldHandle = static args => new(CallOf(args.Context).MustTryAgain(args.Outcome)),
                DelayGenerator = static args => new(CallOf(args.Context).Pause),
            });
        }

        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout, Name = nameof(options.AttemptTimeout) });
        _pipeline = builder.Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_issuesPermits)
        {
            SendPermit.Issue(request);
        }

        Call call = new(request, _options, _backoff, _budget);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            HttpResponseMessage response = await _pipeline.ExecuteAsync(
                static (context, state) => state.handler.AttemptAsync(state.request, context),
                context,
                (handler: this, request)).ConfigureAwait(false);
            call.End(response);
            return response;
        }
        catch (TimeoutRejectedException exception) when (exception.TelemetrySource?.StrategyName is nameof(_options.TotalTimeout) or nameof(_options.AttemptTimeout))
        {
            throw TimedOut(request, call, exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    private static ModelArtsTimeoutException TimedOut(HttpRequestMessage request, Call call, TimeoutRejectedException exception)
    {
        string limit = exception.TelemetrySource!.StrategyName!;
        string attempts = call.Attempts > 1 ? $", in {call.Attempts} attempts" : "";
        string before = call.Attempts > 1 && limit == nameof(ModelArtsClientOptions.TotalTimeout) && call.LastFailure is { } last ? $" Before that: {last}." : "";
        return new ModelArtsTimeoutException(
            $"{ErrorMapper.Operation(request)} was not answered in full by {request.RequestUri?.Host} within {exception.Timeout.TotalSeconds:0.###} s ({limit}{attempts}).{before} "
            + $"Check the network, or set a longer {limit}.",
            exception.Timeout,
            exception)
        {
            NothingWasSent = SendPermit.IsNeededFor(request) && !SendPermit.WasSent(request),
        };
    }

    private ValueTask<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, ResilienceContext context)
    {
        Call call = CallOf(context);
        call.Begin();
        return _options.Telemetry.AttemptAsync(
            request, call.Attempts, (handler: this, request, context), static attempt => attempt.handler.SendOnceAsync(attempt.request, attempt.context));
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, ResilienceContext context)
    {
        HttpResponseMessage response = await base.SendAsync(request, context.CancellationToken).ConfigureAwait(false);

        // By it what was sent is masked in what comes back; not every network sets it, nor every handler of the application.
        response.RequestMessage ??= request;
        try
        {
            await ResponseBuffer.LoadAsync(response, _options.MaxResponseBytes, context.CancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (UnreadableResponseException exception)
        {
            // Disposing of what was not read to its end closes the connection rather than draining it.
            response.Dispose();
            throw new MalformedResponseException(
                $"{ErrorMapper.Operation(request)} was answered with HTTP {(int)response.StatusCode}, but {exception.Message}. "
                + "Whether the service did what was asked is not known.",
                response.StatusCode,
                exception.InnerException)
            {
                RequestId = ErrorMapper.RequestIdOf(response),
            };
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
