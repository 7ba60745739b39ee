using ModelArts.Sdk.Errors;
using Polly;
using Polly.Timeout;

namespace ModelArts.Sdk.Resilience;

/// <summary>
/// Keeps a call within its limits of time and size, the body included: total timeout around attempt timeout. Retries are to
/// stand between the two.
/// </summary>
internal sealed class ResilienceHandler : DelegatingHandler
{
    private readonly ResiliencePipeline _pipeline;
    private readonly long _maxResponseBytes;

    public ResilienceHandler(ModelArtsClientOptions options)
    {
        _maxResponseBytes = options.MaxResponseBytes;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.TotalTimeout, Name = nameof(options.TotalTimeout) })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout, Name = nameof(options.AttemptTimeout) })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                static (state, token) => state.handler.SendOnceAsync(state.request, token),
                (handler: this, request),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException exception)
        {
            string? limit = exception.TelemetrySource?.StrategyName;
            throw new ModelArtsTimeoutException(
                $"{ErrorMapper.Operation(request)} was not answered in full by {request.RequestUri?.Host} within {exception.Timeout.TotalSeconds:0.###} s ({limit}). "
                + $"Check the network, or set a longer {limit}.",
                exception.Timeout,
                exception);
        }
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        // By it what was sent is masked in what comes back; not every network sets it, nor every handler of the application.
        response.RequestMessage ??= request;
        try
        {
            await ResponseBuffer.LoadAsync(response, _maxResponseBytes, cancellationToken).ConfigureAwait(false);
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
