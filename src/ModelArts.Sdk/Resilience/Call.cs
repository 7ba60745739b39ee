using Polly;
using Polly.Timeout;

namespace ModelArts.Sdk.Resilience;

/// <summary>A call under way: its attempts so far, and whether there is to be another.</summary>
internal sealed class Call
{
    private static readonly HttpRequestOptionsKey<Call> Key = new("ModelArts.Sdk.Call");

    private readonly ModelArtsClientOptions _options;
    private readonly Backoff _backoff;
    private readonly RetryBudget _budget;
    private readonly HttpRequestMessage _request;
    private readonly long _started;

    public Call(HttpRequestMessage request, ModelArtsClientOptions options, Backoff backoff, RetryBudget budget)
    {
        _request = request;
        _options = options;
        _backoff = backoff;
        _budget = budget;
        _started = options.TimeProvider.GetTimestamp();
        budget.Earn();
    }

    /// <summary>How many attempts have begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>The pause before the next attempt, where there is to be one.</summary>
    public TimeSpan Pause { get; private set; }

    /// <summary>What the last attempt came to, in a few words; <see langword="null"/> before it has ended.</summary>
    public string? LastFailure { get; private set; }

    private TimeSpan Left => _options.TotalTimeout - _options.TimeProvider.GetElapsedTime(_started);

    /// <summary>How often a request was sent, where that is more than once; 1 otherwise, even where it was not sent at all.</summary>
    public static int AttemptsOf(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out Call? call) ? call.Attempts : 1;

    /// <summary>An attempt begins.</summary>
    public void Begin()
    {
        // Most requests are sent once: for them the options, which Refit has just filled, need not grow.
        if (++Attempts == 2)
        {
            _request.Options.Set(Key, this);
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

        // A cancellation, by the caller or by the end of the total timeout, is no failure of the attempt's own.
        if (outcome.Exception is not OperationCanceledException)
        {
            LastFailure = Describe(outcome);
        }

        if (Attempts >= _options.Retry.MaxAttempts || !RetryRules.IsWorthAnother(_request, outcome))
        {
            return false;
        }

        Pause = _backoff.Next(Attempts, outcome.Result is { } answer ? RetryAfterHeader.Read(answer, _options.TimeProvider) : null);

        // A pause that would outlast the call only keeps the caller from the answer that there is.
        if (Pause >= Left || !_budget.TryTake())
        {
            return false;
        }

        _options.Telemetry.Retrying(_request, Attempts, outcome.Result, outcome.Exception, Pause);
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
