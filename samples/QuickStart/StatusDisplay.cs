using System.Globalization;
using ModelArts.Sdk.DevEnvironments;
using Spectre.Console;

namespace QuickStart;

/// <summary>Shows how a wait fares: one line that lives on a terminal, one line for each change elsewhere.</summary>
internal sealed class StatusDisplay : IProgress<InstanceProgress>
{
    private readonly long _begun = TimeProvider.System.GetTimestamp();
    private readonly StatusContext? _line;
    private string _shown = "";

    private StatusDisplay(StatusContext? line) => _line = line;

    private TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_begun);

    public static async Task<T> ShowAsync<T>(Func<IProgress<InstanceProgress>, Task<T>> wait)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            return await wait(new StatusDisplay(line: null));
        }

        return await AnsiConsole.Status().StartAsync("Waiting", async line =>
        {
            StatusDisplay display = new(line);
            Task<T> waiting = wait(display);

            // The seconds go on between two polls as well.
            using PeriodicTimer timer = new(TimeSpan.FromSeconds(0.5));
            while (!waiting.IsCompleted)
            {
                await Task.WhenAny(waiting, timer.WaitForNextTickAsync().AsTask());
                display.Refresh();
            }

            return await waiting;
        });
    }

    public void Report(InstanceProgress value)
    {
        string text = Describe(value);
        if (text != _shown)
        {
            _shown = text;
            AnsiConsole.MarkupLineInterpolated($"[grey]{Clock()}[/]  {text}");
        }

        Refresh();
    }

    private static string Describe(InstanceProgress progress)
    {
        string text = progress.Status.Value;
        if (progress.QueueRank is { } rank)
        {
            text += $", place {rank} in the queue";
        }

        if (progress.QueueRemaining is { } remaining)
        {
            text += $", about {remaining:c} to go";
        }

        return progress.Error is { } error ? $"{text} (a poll failed, going on: {error.Message})" : text;
    }

    private string Clock() => Elapsed.ToString(@"mm\:ss", CultureInfo.InvariantCulture);

    private void Refresh() => _line?.Status(Markup.Escape($"{_shown}  {Clock()}"));
}
