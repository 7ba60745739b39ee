using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// Polls an instance until its status decides: a deadline around a retry that takes "not yet" for a reason to try again. One
/// pipeline serves every wait of a client; what belongs to one wait travels in the context.
/// </summary>
internal sealed class InstanceWaiter
{
    private static readonly ResiliencePropertyKey<WaitState> StateKey = new("ModelArts.Wait");

    // Made for the first wait: Polly checks its options by reflection, and not every client waits.
    private readonly Lazy<ResiliencePipeline<Sighting>> _pipeline;
    private readonly TimeProvider _timeProvider;

    public InstanceWaiter(TimeProvider timeProvider, Func<double> jitter)
    {
        _timeProvider = timeProvider;
        _pipeline = new Lazy<ResiliencePipeline<Sighting>>(() => Build(timeProvider, jitter));
    }

    /// <summary>Polls until the operation has completed, in the one way or the other.</summary>
    /// <exception cref="WaitTimeoutException">It has not in time.</exception>
    /// <exception cref="ModelArtsException">A poll failed for good, or too many in a row did.</exception>
    public async Task<Sighting> WaitAsync(InstanceOperation operation, WaitOptions options, CancellationToken cancellationToken)
    {
        WaitState state = new(operation, options, _timeProvider);
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(StateKey, state);
        try
        {
            return await _pipeline.Value.ExecuteAsync(
                static async (context, operation) =>
                {
                    WaitState state = StateOf(context);
                    state.EndLagInTime();
                    Sighting seen = await operation.PollAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
                    state.Saw(seen.Instance);
                    if (state.MustStart)
                    {
                        await StartAsync(state, context).ConfigureAwait(context.ContinueOnCapturedContext);
                    }

                    return seen;
                },
                context,
                operation).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException exception) when (exception.TelemetrySource?.StrategyName == nameof(InstanceWaiter))
        {
            throw state.TimedOut();
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            // The pipeline's own token may stand in it.
            throw new OperationCanceledException(
                $"The wait for instance {operation.InstanceId} was cancelled; the instance goes on.", exception, cancellationToken);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static ResiliencePipeline<Sighting> Build(TimeProvider timeProvider, Func<double> jitter) =>
        new ResiliencePipelineBuilder<Sighting> { TimeProvider = timeProvider }
            .AddTimeout(new TimeoutStrategyOptions
            {
                // By it this limit is told from those of the application's own handlers.
                Name = nameof(InstanceWaiter),

                // Polly takes an infinite timeout for none.
                TimeoutGenerator = static args => new(StateOf(args.Context).Options.Timeout),
            })
            .AddRetry(new RetryStrategyOptions<Sighting>
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = static args => new(MustPollAgain(StateOf(args.Context), args.Outcome)),
                DelayGenerator = args => new(StateOf(args.Context).NextPause(jitter())),
            })
            .Build();

    private static WaitState StateOf(ResilienceContext context) => context.Properties.GetValue(StateKey, null!);

    private static async Task StartAsync(WaitState state, ResilienceContext context)
    {
        try
        {
            await state.Operation.StartAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
            state.Started();
        }
        catch (ModelArtsException exception) when (state.SurvivesFailedStart(exception))
        {
            // The next poll tells whether to try again.
        }
    }

    private static bool MustPollAgain(WaitState state, Outcome<Sighting> outcome) => outcome switch
    {
        { Result: { } seen } => seen.Meaning == StatusMeaning.Pending,
        { Exception: ModelArtsException exception } => state.SurvivesError(exception),
        _ => false,
    };
}
