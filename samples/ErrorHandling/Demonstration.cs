using Spectre.Console;

namespace ErrorHandling;

/// <summary>An error that was caught, and what was done about it.</summary>
internal sealed record Handled(Exception Error, string Reaction);

/// <summary>One error: what it is called here, how it comes about, and the code that provokes and handles it.</summary>
/// <param name="Title">Which error in which circumstance.</param>
/// <param name="Cause">What provokes it.</param>
/// <param name="RunAsync">Gives what was handled; <see langword="null"/> where nothing was thrown, or not what was to be.</param>
internal sealed record Demonstration(string Title, string Cause, Func<Stage, Task<Handled?>> RunAsync)
{
    /// <summary>Runs it, and shows what happened.</summary>
    /// <returns>Whether the error came as expected.</returns>
    public async Task<bool> ShowAsync(Stage stage)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(Title)}[/]") { Justification = Justify.Left, Style = "grey" });
        Handled? handled;
        try
        {
            handled = await RunAsync(stage);
        }
        catch (Exception exception)
        {
            // Nothing in here may be swallowed: an error that its demonstration did not expect is shown, and fails the run.
            AnsiConsole.MarkupLineInterpolated($"[red]Something else came instead: {exception}[/]");
            return false;
        }

        if (handled is null)
        {
            AnsiConsole.MarkupLine("[red]The error did not come.[/]");
            return false;
        }

        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        Row("provoked by", Cause);
        Row("thrown", $"{handled.Error.GetType().Name}: {handled.Error.Message}");
        Row("handled by", handled.Reaction);
        AnsiConsole.Write(grid);
        return true;

        void Row(string name, string text) => grid.AddRow(new Markup($"[grey]{name}[/]"), new Text(text));
    }
}
