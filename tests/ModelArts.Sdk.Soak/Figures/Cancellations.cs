using System.Diagnostics;
using System.Globalization;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.Soak.Figures;

/// <summary>How long a call goes on after its caller has cancelled it, wherever it is just then.</summary>
internal static class Cancellations
{
    private const int Calls = 600;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    private static readonly Fault[] Kinds =
    [
        Fault.Hang,
        Fault.Drip(TimeSpan.FromMilliseconds(20)),
        Fault.EndlessBody(TimeSpan.FromMilliseconds(10)),
        Fault.Status(503),
        Fault.DelayBy(TimeSpan.FromSeconds(1)),
        Fault.Reset.AfterCommit(),
    ];

    public static async Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(
            new SimulatorOptions { InstanceLimit = int.MaxValue, CreatingDuration = TimeSpan.FromHours(1) }, cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            Random random = new(7);
            List<TimeSpan> delays = [];
            bool own = true;
            for (int call = 0; call < Calls; call++)
            {
                // One client for each: also the making of connections is cancelled, and with a password the fetching of a token.
                ModelArtsClientOptions options = simulator.CreateClientOptions(call % 3 == 0 ? SimulatorSignIn.Password : SimulatorSignIn.Token);
                options.Retry.MaxDelay = options.Retry.BaseDelay = TimeSpan.FromMilliseconds(200);
                using ModelArtsClient client = new(options);
                string id = call % 4 == 3 ? (await client.DevEnvironments.CreateAsync(Requests.Create($"wait-{call}"), cancellationToken).ConfigureAwait(false)).InstanceId : "DE-1";
                if (call % 4 != 3)
                {
                    simulator.Faults.OnAny().Do(Kinds[call / 4 % Kinds.Length]);
                }

                (TimeSpan delay, bool callers) = await CancelAsync(client.DevEnvironments, call, id, random.Next(1, 60)).ConfigureAwait(false);
                simulator.Faults.Clear();
                own &= callers;
                delays.Add(delay);
            }

            delays.Sort();
            TimeSpan p99 = delays[(int)(delays.Count * 0.99)];
            return new Figure(
                string.Create(CultureInfo.InvariantCulture, $"end of a call after its cancellation, p99 of {Calls} (connect, token, headers, body, backoff, search, poll)"),
                "50 ms",
                string.Create(CultureInfo.InvariantCulture, $"{p99.TotalMilliseconds:0.0} ms, median {delays[delays.Count / 2].TotalMilliseconds:0.00} ms"),
                own && p99 < Limit);
        }
    }

    private static async Task<(TimeSpan Delay, bool IsCallers)> CancelAsync(DevEnvironmentsClient client, int call, string id, int afterMilliseconds)
    {
        using CancellationTokenSource cancellation = new();
        Task task = Task.Run(
            () => (call % 4) switch
            {
                0 => client.CreateAsync(Requests.Create($"cancelled-{call}"), cancellation.Token),
                1 => client.StartAsync(id, cancellation.Token),
                2 => client.GetAsync(id, cancellation.Token),
                _ => client.GetOperation(id, InstanceGoal.Running).WaitAsync(cancellationToken: cancellation.Token) as Task,
            },
            CancellationToken.None);
        await Task.Delay(TimeSpan.FromMilliseconds(afterMilliseconds), TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        long cancelled = Stopwatch.GetTimestamp();
        await cancellation.CancelAsync().ConfigureAwait(false);
        try
        {
            await task.ConfigureAwait(false);
            return (Stopwatch.GetElapsedTime(cancelled), true);
        }
        catch (OperationCanceledException exception)
        {
            return (Stopwatch.GetElapsedTime(cancelled), exception.CancellationToken == cancellation.Token);
        }
        catch (ModelArtsException)
        {
            // It had ended before it could be cancelled.
            return (TimeSpan.Zero, true);
        }
    }
}
