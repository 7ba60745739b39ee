using Polly;
using Polly.Timeout;

namespace ModelArts.Sdk.Resilience;

/// <summary>A call under way: its attempts so far, and whether there is to be another.</summary>
internal sealed class Call
{
    /// <summary>The name of the one timeout within Polly, by which it is known again.</summary>
    public const string TimeoutName = "ModelArts.Timeout";

    private static readonly HttpRequestOptionsKey<Call> Key = new("ModelArts.Sdk.Call");
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromMilliseconds(1);

    private readonly ModelArtsClientOptions _options;
    private readonly Backoff _backoff;
    private readonly RetryBudget _budget;
    private readonly long _started;

    public Call(HttpRequestMessage request, ModelArtsClientOptions options, Backoff backoff, RetryBudget budget)
    {
        Request = request;
        _options = options;
        _backoff = backoff;
        _budget = budget;
        _started = options.TimeProvider.GetTimestamp();
        budget.Earn();
    }

    public HttpRequestMessage Request { get; }

    /// <summary>How many attempts have begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>The pause before the next attempt, where there is to be one.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>What the last attempt came to, in a few words; <see langword="null"/> before it has ended.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Whether the attempt under way ends with the call: less is left of the total timeout than an attempt may take.</summary>
    public bool IsLimitedByTotal { get; private set; }

    /// <summary>Whether the total timeout has been reached.</summary>
    public bool IsOver => Left <= TimeSpan.Zero;

    private TimeSpan Left => _options.TotalTimeout - _options.TimeProvider.GetElapsedTime(_started);

    /// <summary>How often a request was sent, where that is more than once; 1 otherwise, even where it was not sent at all.</summary>
    public static int AttemptsOf(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out Call? call) ? call.Attempts : 1;

    /// <summary>How long the next attempt may take: one timer keeps both limits, since no pause reaches beyond the total timeout.</summary>
    public TimeSpan LimitAttempt()
    {
        TimeSpan left = Left;
        IsLimitedByTotal = left <= _options.AttemptTimeout;

        // Polly takes zero for no limit at all.
        return !IsLimitedByTotal ? _options.AttemptTimeout : left > ShortestLimit ? left : ShortestLimit;
    }

    /// <summary>Whether a timeout is that of the attempt, or of the call, rather than one of a handler of the application.</summary>
    public static bool IsOwn(TimeoutRejectedException exception) => exception.TelemetrySource?.StrategyName == TimeoutName;

    /// <summary>An attempt begins.</summary>
    public void Begin()
    {
        // Most requests are sent once: for them the options, which Refit has just filled, need not grow.
        if (++Attempts == 2)
        {
            Request.Options.Set(Key, this);
        }
    }

    /// <summary>The call has come to its last answer.</summary>
    public void End(HttpResponseMessage response)
    {
        if (Attempts > 1 && response.IsSuccessStatusCode)
        {
            _budget.GiveBack(Attempts - 1);
        }
    }

    /// <summary>Whether there is to be another attempt after one that has ended so.</summary>
    public bool MustTryAgain(Outcome<HttpResponseMessage> outcome)
    {
        if (outcome.Result is { IsSuccessStatusCode: true })
        {
            return false;
        }

        // A cancellation by the caller, or the end of the total timeout, is no failure of the attempt's own.
        if (outcome.Exception is OperationCanceledException
            || (IsLimitedByTotal && outcome.Exception is TimeoutRejectedException timeout && IsOwn(timeout)))
        {
            return false;
        }

        LastFailure = Describe(outcome);

        if (Attempts >= _options.Retry.MaxAttempts || !RetryRules.IsWorthAnother(Request, outcome))
        {
            return false;
        }

        Pause = _backoff.Next(Attempts, outcome.Result is { } answer ? RetryAfterHeader.Read(answer, _options.TimeProvider) : null);

        // A pause that would outlast the call only keeps the caller from the answer that there is.
        if (Pause >= Left || !_budget.TryTake())
        {
            return false;
        }

        _options.Telemetry.Retrying(Request, Attempts, outcome.Result, outcome.Exception, Pause);
        return true;
    }

    private static string Describe(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => $"HTTP {(int)response.StatusCode}",
        { Exception: TimeoutRejectedException } => "no answer within AttemptTimeout",
        { Exception: HttpRequestException http } => $"no answer ({http.HttpRequestError})",
        _ => outcome.Exception!.GetType().Name,
    };
}
