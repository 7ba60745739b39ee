using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Errors;
using Polly;

namespace ModelArts.Sdk.Telemetry;

/// <summary>
/// Tells what a client does: spans, metrics and logs. Where nobody listens, an operation runs exactly as if there were none of this:
/// the first question of every method is whether anybody does, and nothing is allocated before the answer.
/// </summary>
internal sealed partial class ClientTelemetry
{
    private readonly ILogger _log;
    private readonly TimeProvider _clock;
    private readonly string _address;
    private readonly object _port;

    public ClientTelemetry(ModelArtsClientOptions options)
    {
        Uri? endpoint = options.EffectiveEndpoint is { IsAbsoluteUri: true } absolute ? absolute : null;
        _log = options.LoggerFactory?.CreateLogger(ModelArtsTelemetry.LogCategory) ?? NullLogger.Instance;
        _clock = options.TimeProvider;
        _address = endpoint?.Host ?? "";
        _port = endpoint?.Port ?? 0;
    }

    /// <summary>For a client without a network: tells nothing.</summary>
    public static ClientTelemetry None { get; } = new(new ModelArtsClientOptions());

    // Who wants to be told of failures has to see the beginnings as well.
    private bool ObservesCalls => Instruments.Source.HasListeners() || Instruments.CallDuration.Enabled || _log.IsEnabled(LogLevel.Error);

    private bool ObservesAttempts => Instruments.Source.HasListeners() || _log.IsEnabled(LogLevel.Debug);

    /// <summary>Runs an operation. The function is static and gets what it needs as <paramref name="state"/>, so that none is made for each call.</summary>
    public Task<T> CallAsync<TState, T>(
        Operation operation,
        string? instanceId,
        TState state,
        Func<TState, CancellationToken, Task<T>> run,
        CancellationToken cancellationToken) =>
        ObservesCalls ? ObserveCallAsync(operation, instanceId, state, run, cancellationToken) : run(state, cancellationToken);

    /// <summary>Makes an attempt.</summary>
    public ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(
        HttpRequestMessage request,
        int attempt,
        Func<HttpRequestMessage, CancellationToken, ValueTask<Outcome<HttpResponseMessage>>> send,
        CancellationToken cancellationToken) =>
        ObservesAttempts ? ObserveAttemptAsync(request, attempt, send, cancellationToken) : send(request, cancellationToken);

    /// <summary>A request is to be sent again.</summary>
    public void Retrying(HttpRequestMessage request, int attempt, HttpResponseMessage? response, Exception? exception, TimeSpan delay)
    {
        if (!Instruments.Retries.Enabled && !_log.IsEnabled(LogLevel.Warning) && Span.Current is null)
        {
            return;
        }

        string errorType = response is null ? ErrorType.OfAttempt(exception!) : ErrorType.Of(response.StatusCode);
        string? template = ErrorMapper.TemplateOf(request);
        CountRetry(request.Method.Method, template, errorType);
        _log.Retrying(request.Method.Method, template, attempt, errorType, delay.TotalSeconds);
        Span.Current?.AddEvent(new ActivityEvent(Span.Retry, tags: new() { { Tag.ErrorType, errorType }, { Tag.RetryDelay, delay.TotalSeconds } }));
    }

    /// <summary>A credential that the service had refused was renewed.</summary>
    public void CredentialRenewed(HttpResponseMessage refusal)
    {
        _log.CredentialRenewed((int)refusal.StatusCode);
        Span.Current?.AddEvent(new ActivityEvent(Span.CredentialRenewed));
    }

    /// <summary>The service has refused a signature because of its time.</summary>
    public void ClockCorrected(TimeSpan offset)
    {
        _log.ClockCorrected(offset.TotalSeconds);
        Span.Current?.AddEvent(new ActivityEvent(Span.ClockCorrected));
    }

    private async Task<T> ObserveCallAsync<TState, T>(
        Operation operation,
        string? instanceId,
        TState state,
        Func<TState, CancellationToken, Task<T>> run,
        CancellationToken cancellationToken)
    {
        using IDisposable? scope = _log.BeginInstance(instanceId);
        using Activity? activity = Span.Begin(operation, instanceId, _address, _port);
        long started = _clock.GetTimestamp();
        string? errorType = null;
        try
        {
            T result = await run(state, cancellationToken).ConfigureAwait(false);
            _log.CallSucceeded(operation.Name, ElapsedMilliseconds(started));
            if (result is InstanceOperation begun)
            {
                Begun(operation, begun, activity);
            }

            return result;
        }
        catch (Exception exception)
        {
            errorType = ErrorType.Of(exception);
            activity?.Fail(exception, errorType);
            if (exception is OperationCanceledException)
            {
                _log.CallCancelled(operation.Name, ElapsedMilliseconds(started));
            }
            else
            {
                _log.CallFailed(exception, operation.Name, ElapsedMilliseconds(started), errorType);
            }

            throw;
        }
        finally
        {
            if (Instruments.CallDuration.Enabled)
            {
                Instruments.CallDuration.Record(_clock.GetElapsedTime(started).TotalSeconds, Tags(operation, errorType));
            }
        }
    }

    private async ValueTask<Outcome<HttpResponseMessage>> ObserveAttemptAsync(
        HttpRequestMessage request,
        int attempt,
        Func<HttpRequestMessage, CancellationToken, ValueTask<Outcome<HttpResponseMessage>>> send,
        CancellationToken cancellationToken)
    {
        string? template = ErrorMapper.TemplateOf(request);
        Activity? span = Span.Current;
        long started = _clock.GetTimestamp();
        Outcome<HttpResponseMessage> outcome = await send(request, cancellationToken).ConfigureAwait(false);
        if (outcome.Result is { } response)
        {
            int status = (int)response.StatusCode;
            span?.AddAttempt(request, template, attempt, status, response.IsSuccessStatusCode ? null : ErrorType.Of(response.StatusCode));
            _log.AttemptAnswered(request.Method.Method, template, attempt, status, ElapsedMilliseconds(started));
        }
        else
        {
            string errorType = ErrorType.OfAttempt(outcome.Exception!);
            span?.AddAttempt(request, template, attempt, status: null, errorType);
            _log.AttemptFailed(request.Method.Method, template, attempt, ElapsedMilliseconds(started), errorType);
        }

        return outcome;
    }

    private void CountRetry(string? method, string? template, string errorType)
    {
        if (Instruments.Retries.Enabled)
        {
            TagList tags = new()
            {
                { Tag.HttpMethod, method },
                { Tag.UrlTemplate, template },
                { Tag.ErrorType, errorType },
                { Tag.ServerAddress, _address },
                { Tag.ServerPort, _port },
            };
            Instruments.Retries.Add(1, tags);
        }
    }

    private TagList Tags(Operation operation, string? errorType)
    {
        TagList tags = new()
        {
            { Tag.Operation, operation.Name },
            { Tag.ServerAddress, _address },
            { Tag.ServerPort, _port },
        };
        if (errorType is not null)
        {
            tags.Add(Tag.ErrorType, errorType);
        }

        return tags;
    }

    private double ElapsedMilliseconds(long started) => _clock.GetElapsedTime(started).TotalMilliseconds;
}
