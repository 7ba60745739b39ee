namespace ModelArts.Sdk.Soak.Figures;

/// <summary>Measures what a test must not, since it takes real time: the figures of the promises about time, memory and outages.</summary>
internal static class FiguresRun
{
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Func<CancellationToken, Task<Figure>>[] measurements =
        [
            Outage.MeasureAsync,
            RetryAfterOfADay.MeasureAsync,
            Deadlines.MeasureAsync,
            Cancellations.MeasureAsync,
            EndlessBodies.MeasureMemoryAsync,
            EndlessBodies.MeasureReadAsync,
            EndlessBodies.MeasureCrowdAsync,
        ];
        bool good = true;
        Console.WriteLine("| promise | limit | measured |");
        Console.WriteLine("|---|---|---|");
        foreach (Func<CancellationToken, Task<Figure>> measure in measurements)
        {
            Figure figure = await measure(cancellationToken).ConfigureAwait(false);
            good &= figure.Holds;
            Console.WriteLine($"| {figure.Promise} | {figure.Limit} | {figure.Measured}{(figure.Holds ? "" : " **BROKEN**")} |");
        }

        return good ? 0 : 1;
    }
}
