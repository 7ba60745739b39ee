using System.Globalization;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.Soak.Figures;

/// <summary>A service that is down: how many requests each call costs it.</summary>
internal static class Outage
{
    private const int Warmup = 1000;
    private const int Calls = 2000;

    public static async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            simulator.Faults.OnAny().Do(Fault.Status(503));
            ModelArtsClientOptions options = simulator.CreateClientOptions();
            options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
            using ModelArtsClient client = new(options);
            await CallAsync(client, Warmup, cancellationToken).ConfigureAwait(false);
            simulator.Journal.Clear();
            await CallAsync(client, Calls, cancellationToken).ConfigureAwait(false);
            double ratio = (double)simulator.Journal.Entries.Count / Calls;
            return new Figure(
                "requests of a call in a total outage, budget spent",
                "1.1",
                ratio.ToString("0.000", CultureInfo.InvariantCulture),
                ratio is >= 1 and <= 1.1);
        }
    }

    private static async Task CallAsync(ModelArtsClient client, int calls, CancellationToken cancellationToken)
    {
        for (int call = 0; call < calls; call++)
        {
            try
            {
                await client.DevEnvironments.GetAsync("DE-1", cancellationToken).ConfigureAwait(false);
                throw new InvalidOperationException("The service is not down.");
            }
            catch (ModelArtsApiException)
            {
                // As it should be.
            }
        }
    }
}
