using System.Diagnostics;
using System.Globalization;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.Soak.Figures;

/// <summary>How late a call ends that cannot be answered in time, whatever the service does.</summary>
internal static class Deadlines
{
    private const int CallsOfAKind = 6;

    private static readonly TimeSpan Total = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    private static readonly Fault[] Kinds =
    [
        Fault.Hang,
        Fault.Hang.AfterCommit(),
        Fault.Drip(TimeSpan.FromMilliseconds(300)),
        Fault.Drip(TimeSpan.FromMilliseconds(5), includingHead: true),
        Fault.EndlessBody(TimeSpan.FromMilliseconds(100)),
        Fault.Status(503),
        Fault.DelayBy(TimeSpan.FromSeconds(5)),
    ];

    public static async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            TimeSpan latest = TimeSpan.Zero;
            bool typed = true;
            foreach (Fault kind in Kinds)
            {
                simulator.Faults.Clear();
                simulator.Faults.OnAny().Do(kind);
                for (int call = 0; call < CallsOfAKind; call++)
                {
                    ModelArtsClientOptions options = simulator.CreateClientOptions();
                    options.TotalTimeout = Total;
                    options.AttemptTimeout = call % 2 == 0 ? Total : Total / 3;
                    using ModelArtsClient client = new(options);
                    long started = Stopwatch.GetTimestamp();
                    typed &= await FailAsync(client.DevEnvironments, call, cancellationToken).ConfigureAwait(false);
                    TimeSpan late = Stopwatch.GetElapsedTime(started) - Total;
                    latest = late > latest ? late : latest;
                }
            }

            return new Figure(
                string.Create(CultureInfo.InvariantCulture, $"end of a get or create after its deadline (worst of {Kinds.Length * CallsOfAKind}; hang, drip, endless, 503, late)"),
                "250 ms",
                string.Create(CultureInfo.InvariantCulture, $"{latest.TotalMilliseconds:0} ms"),
                typed && latest < Limit);
        }
    }

    private static async Task<bool> FailAsync(DevEnvironmentsClient client, int call, CancellationToken cancellationToken)
    {
        try
        {
            await (call % 3 == 0
                ? client.CreateAsync(Requests.Create("late"), cancellationToken)
                : client.GetAsync("DE-1", cancellationToken) as Task).ConfigureAwait(false);
            return false;
        }
        catch (ModelArtsException)
        {
            return true;
        }
    }
}
