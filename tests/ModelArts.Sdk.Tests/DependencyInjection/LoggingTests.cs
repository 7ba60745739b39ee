using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DependencyInjection;

/// <summary>What the factory's own loggers write at the most talkative level.</summary>
public sealed class LoggingTests
{
    [Fact]
    public async Task GetAsync_LoggedAtTrace_NamesTheHeadersAndShowsNoSecret()
    {
        using LogCapture log = new();
        await using ServiceProvider provider = Provider(log, Answer.Status("RUNNING"));

        await provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        string text = log.Text;
        Assert.Contains("X-Auth-Token: *", text, StringComparison.Ordinal);
        Assert.Contains("X-Custom: *", text, StringComparison.Ordinal);
        Assert.Contains("Accept: application/json", text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestClient.Token, text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-of-the-application", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_RefusedAndLoggedAtTrace_ShowsNoSecretEither()
    {
        using LogCapture log = new();
        await using ServiceProvider provider = Provider(log, static () => RecordingTransport.Json(
            $$"""{"error_code":"ModelArts.0203","error_message":"token {{TestClient.Token}} is not valid"}""", HttpStatusCode.Unauthorized));

        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(
            () => provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.NotEmpty(log.Text);
        Assert.DoesNotContain(TestClient.Token, log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(TestClient.Token, exception.ToString(), StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(LogCapture log, Func<HttpResponseMessage> answer) => AddModelArtsTests.Provider(services =>
    {
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddModelArts(options => AddModelArtsTests.Configure(options, new RecordingTransport(_ => answer())))
            .AddHttpMessageHandler(static () => new Stamp());
    });

    private sealed class Stamp : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Custom", "canary-of-the-application");
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class LogCapture : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public string Text => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Keep(state);
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            _lines.Enqueue(formatter(state, exception));
            _lines.Enqueue(exception?.ToString() ?? "");
            Keep(state);
        }

        public void Dispose()
        {
            // Nothing is held.
        }

        // A structured logger sees the values as well as the words.
        private void Keep<TState>(TState state)
        {
            if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
            {
                foreach ((string key, object? value) in pairs)
                {
                    _lines.Enqueue($"{key}={value}");
                }
            }
        }
    }
}
