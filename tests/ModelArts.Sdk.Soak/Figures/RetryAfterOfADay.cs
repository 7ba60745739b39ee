using System.Diagnostics;
using System.Globalization;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.Soak.Figures;

/// <summary>A service that asks to come back tomorrow.</summary>
internal static class RetryAfterOfADay
{
    private const int Calls = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    public static async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            simulator.Faults.OnAny().Do(Fault.RetryAfter(TimeSpan.FromDays(1)));
            using ModelArtsClient client = new(simulator.CreateClientOptions());
            TimeSpan worst = TimeSpan.Zero;
            bool carried = true;
            for (int call = -1; call < Calls; call++)
            {
                long started = Stopwatch.GetTimestamp();
                try
                {
                    await client.DevEnvironments.GetAsync("DE-1", cancellationToken).ConfigureAwait(false);
                    carried = false;
                }
                catch (ModelArtsApiException exception)
                {
                    carried &= exception.RetryAfter == TimeSpan.FromDays(1);
                }

                // The first call compiles what it runs.
                TimeSpan took = Stopwatch.GetElapsedTime(started);
                worst = call >= 0 && took > worst ? took : worst;
            }

            return new Figure(
                "Retry-After of 86400 s: fails at once, with the value (worst of 100)",
                "100 ms",
                string.Create(CultureInfo.InvariantCulture, $"{worst.TotalMilliseconds:0.0} ms"),
                carried && worst < Limit);
        }
    }
}
