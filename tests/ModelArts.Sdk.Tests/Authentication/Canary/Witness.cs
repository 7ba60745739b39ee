using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ModelArts.Sdk.Tests.Authentication.Canary;

/// <summary>Sees what anybody could: every log line with its values, every activity, every exception and object through and through.</summary>
internal sealed class Witness : ILoggerProvider, ILogger
{
    // Both spellings: what a reader sees, and what is escaped.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentQueue<string> _seen = [];
    private readonly ConcurrentQueue<string> _activities = [];
    private readonly ConcurrentQueue<string> _metrics = [];
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();

    public Witness()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = See,
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => See(instrument, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => See(instrument, tags));
        _meters.Start();
    }

    public string Activities => string.Join('\n', _activities);

    /// <summary>The measurements, by instrument and tags.</summary>
    public string Metrics => string.Join('\n', _metrics);

    public string Text => $"{string.Join('\n', _seen)}\n{Activities}\n{Metrics}";

    /// <summary>Fails where one of them was seen: whole, in part, or as JSON or an address spells it.</summary>
    public void AssertSawNone(IEnumerable<string> secrets)
    {
        string text = Text;
        foreach (string secret in secrets)
        {
            string[] spellings = [secret, secret[..12], secret[^12..], JsonSerializer.Serialize(secret).Trim('"'), Uri.EscapeDataString(secret)];
            foreach (string spelling in spellings)
            {
                int at = text.IndexOf(spelling, StringComparison.Ordinal);
                Assert.True(at < 0, at < 0 ? "" : $"'{spelling}' was shown: …{text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 200)]}…");
            }
        }
    }

    public void See(Exception? exception)
    {
        if (exception is null)
        {
            return;
        }

        _seen.Enqueue(exception.ToString());
        _seen.Enqueue(exception.Message);
        foreach (DictionaryEntry entry in exception.Data)
        {
            _seen.Enqueue($"{entry.Key}={entry.Value}");
        }

        SeeProperties(exception);
        See(exception.InnerException);
        foreach (Exception inner in exception is AggregateException several ? several.InnerExceptions : Enumerable.Empty<Exception>())
        {
            See(inner);
        }
    }

    public void See(object value)
    {
        _seen.Enqueue(value.ToString() ?? "");
        _seen.Enqueue(Json(value));
        SeeProperties(value);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _seen.Enqueue(state.ToString() ?? "");
        SeeValues(state);
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        _seen.Enqueue(formatter(state, exception));
        See(exception);
        SeeValues(state);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    private static string Json(object value)
    {
        try
        {
            return JsonSerializer.Serialize(value, value.GetType(), Relaxed);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            // What cannot be written shows nothing.
            return "";
        }
    }

    private void See(Activity activity)
    {
        _activities.Enqueue($"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString}");
        foreach (ActivityEvent happened in activity.Events)
        {
            _activities.Enqueue($"{activity.Source.Name} event {happened.Name}");
        }

        foreach ((string key, object? value) in activity.TagObjects.Concat(activity.Events.SelectMany(happened => happened.Tags)))
        {
            _activities.Enqueue($"{key}={value}");
        }

        foreach ((string key, string? value) in activity.Baggage)
        {
            _activities.Enqueue($"{key}={value}");
        }
    }

    private void See(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach ((string key, object? value) in tags)
        {
            _metrics.Enqueue($"{instrument.Name} {key}={value}");
        }
    }

    private void SeeProperties(object value)
    {
        foreach (PropertyInfo property in value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            if (property.GetValue(value) is { } part)
            {
                _seen.Enqueue($"{property.Name}={part}");
                _seen.Enqueue(part is MethodBase or Exception ? "" : Json(part));
            }
        }
    }

    private void SeeValues<TState>(TState state)
    {
        foreach ((string key, object? value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            _seen.Enqueue($"{key}={value}");
            if (value is Exception exception)
            {
                See(exception);
            }
        }
    }
}
