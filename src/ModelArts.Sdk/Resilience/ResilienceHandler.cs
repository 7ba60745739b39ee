using ModelArts.Sdk.Errors;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ModelArts.Sdk.Resilience;

/// <summary>
/// Sends a request again where that helps and can do no harm, and keeps a call within its limits of time and size, the body
/// included: retry around a timeout, which is that of the attempt or what is left of the total one.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<Call> CallKey = new("ModelArts.Call");

    private readonly ModelArtsClientOptions _options;
    private readonly RetryBudget _budget;
    private readonly bool _issuesPermits;
    private readonly Backoff _backoff;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;
    private readonly Func<ResilienceContext, Call, ValueTask<Outcome<HttpResponseMessage>>> _attempt;
    private readonly Func<HttpRequestMessage, CancellationToken, ValueTask<Outcome<HttpResponseMessage>>> _send;

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
        if (options.Retry.MaxAttempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.Retry.MaxAttempts - 1,
                ShouldHandle = static args => new(CallOf(args.Context).MustTryAgain(args.Outcome)),
                DelayGenerator = static args => new(CallOf(args.Context).Pause),
            });
        }

        builder.AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = static args => new(CallOf(args.Context).LimitAttempt()), Name = Call.TimeoutName });
        _pipeline = builder.Build();
        _attempt = AttemptAsync;
        _send = SendOnceAsync;
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
            Outcome<HttpResponseMessage> outcome = await _pipeline.ExecuteOutcomeAsync(_attempt, context, call).ConfigureAwait(false);
            if (outcome.Exception is TimeoutRejectedException timeout && Call.IsOwn(timeout))
            {
                throw TimedOut(call, timeout);
            }

            outcome.ThrowIfException();
            call.End(outcome.Result!);
            return outcome.Result!;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static Call CallOf(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    private ModelArtsTimeoutException TimedOut(Call call, TimeoutRejectedException? exception)
    {
        (string limit, TimeSpan timeout) = call.IsLimitedByTotal
            ? (nameof(ModelArtsClientOptions.TotalTimeout), _options.TotalTimeout)
            : (nameof(ModelArtsClientOptions.AttemptTimeout), _options.AttemptTimeout);
        string attempts = call.Attempts > 1 ? $", in {call.Attempts} attempts" : "";
        string before = call.Attempts > 1 && call.IsLimitedByTotal && call.LastFailure is { } last ? $" Before that: {last}." : "";
        return new ModelArtsTimeoutException(
            $"{ErrorMapper.Operation(call.Request)} was not answered in full by {call.Request.RequestUri?.Host} within {timeout.TotalSeconds:0.###} s ({limit}{attempts}).{before} "
            + $"Check the network, or set a longer {limit}.",
            timeout,
            exception)
        {
            NothingWasSent = SendPermit.IsNeededFor(call.Request) && !SendPermit.WasSent(call.Request),
        };
    }

    private ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(ResilienceContext context, Call call)
    {
        // After a pause that took longer than it was to: of a machine that was asleep, perhaps.
        if (call.IsOver)
        {
            return new(Outcome.FromException<HttpResponseMessage>(TimedOut(call, exception: null)));
        }

        call.Begin();
        return _options.Telemetry.AttemptAsync(call.Request, call.Attempts, _send, context.CancellationToken);
    }

    /// <summary>Sends a request. What it comes to is returned, an exception too: on its way through Polly it is not thrown anew in each layer.</summary>
    private async ValueTask<Outcome<HttpResponseMessage>> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

            // By it what was sent is masked in what comes back; not every network sets it, nor every handler of the application.
            response.RequestMessage ??= request;
            await ResponseBuffer.LoadAsync(response, _options.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
            return Outcome.FromResult(response);
        }
        catch (Exception exception)
        {
            // Disposing of what was not read to its end closes the connection rather than draining it.
            response?.Dispose();
            return Outcome.FromException<HttpResponseMessage>(exception is UnreadableResponseException unreadable ? Malformed(response!, unreadable) : exception);
        }
    }

    private static MalformedResponseException Malformed(HttpResponseMessage response, UnreadableResponseException exception) => new(
        $"{ErrorMapper.Operation(response.RequestMessage)} was answered with HTTP {(int)response.StatusCode}, but {exception.Message}. "
        + "Whether the service did what was asked is not known.",
        response.StatusCode,
        exception.InnerException)
    {
        RequestId = ErrorMapper.RequestIdOf(response),
    };
}
