using Microsoft.Extensions.Logging;

namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>A line of a log.</summary>
internal sealed record LogLine(string Category, LogLevel Level, int Id, string Text, string Scope, Exception? Exception);

/// <summary>Keeps what is logged from a level on.</summary>
internal sealed class LogRecorder(LogLevel from = LogLevel.Trace) : ILoggerFactory
{
    private readonly List<LogLine> _lines = [];
    private readonly AsyncLocal<string> _scope = new();

    public IReadOnlyList<LogLine> Lines => _lines;

    /// <summary>The lines by level and id.</summary>
    public IEnumerable<string> Ids => _lines.Select(line => $"{line.Level} {line.Id}");

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Logger(LogRecorder recorder, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Scope scope = new(recorder._scope, recorder._scope.Value);
            recorder._scope.Value = state.ToString()!;
            return scope;
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel >= recorder.From;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.True(IsEnabled(logLevel));
            lock (recorder._lines)
            {
                recorder._lines.Add(new LogLine(category, logLevel, eventId.Id, formatter(state, exception), recorder._scope.Value ?? "", exception));
            }
        }
    }

    private LogLevel From => from;

    private sealed class Scope(AsyncLocal<string> current, string? before) : IDisposable
    {
        public void Dispose() => current.Value = before!;
    }
}
