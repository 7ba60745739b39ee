using System.Diagnostics;
using System.Globalization;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.Soak;

/// <summary>A simulator that strikes, clients that do their work through it, and the audit of what they were told.</summary>
internal static class SoakRun
{
    private const int MaxFindingsShown = 10;

    public static async Task<int> RunAsync(SoakSettings settings, CancellationToken cancellationToken)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"soak --creates {settings.Creates} --callers {settings.Callers} --rate {settings.Rate} --seed {settings.Seed}"));
        int unobserved = 0;
        TaskScheduler.UnobservedTaskException += (_, _) => Interlocked.Increment(ref unobserved);
        ModelArtsSimulator simulator = await StartAsync(settings, cancellationToken).ConfigureAwait(false);
        await using (simulator.ConfigureAwait(false))
        {
            ModelArtsClient[] clients = [.. Enumerable.Range(0, SoakSettings.Clients).Select(number => Client(simulator, settings.Seed + number))];
            long started = Stopwatch.GetTimestamp();
            CreateReport[][] reports = await WorkAsync(settings, clients, cancellationToken).ConfigureAwait(false);
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            simulator.Faults.Clear();
            Array.ForEach(clients, client => client.Dispose());

            // What was given up without being awaited shows itself when it is collected.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Audit audit = new(simulator);
            Array.ForEach(reports, audit.Check);
            return Report(settings, simulator, reports, audit, Volatile.Read(ref unobserved), took);
        }
    }

    private static async Task<ModelArtsSimulator> StartAsync(SoakSettings settings, CancellationToken cancellationToken)
    {
        TimeSpan moment = TimeSpan.FromMilliseconds(20);
        ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(
            new SimulatorOptions
            {
                InstanceLimit = int.MaxValue,
                CreatingDuration = moment,
                StartingDuration = moment,
                StoppingDuration = moment,
                DeletingDuration = moment,
            },
            cancellationToken).ConfigureAwait(false);
        simulator.Faults.UseRandomMix(settings.Seed, settings.Rate);
        return simulator;
    }

    private static ModelArtsClient Client(ModelArtsSimulator simulator, int seed)
    {
        ModelArtsClientOptions options = simulator.CreateClientOptions();
        options.AttemptTimeout = TimeSpan.FromMilliseconds(500);
        options.TotalTimeout = TimeSpan.FromSeconds(30);
        options.Retry = new ModelArtsRetryOptions
        {
            BaseDelay = TimeSpan.FromMilliseconds(10),
            MaxDelay = TimeSpan.FromMilliseconds(100),
            CreateVisibilityDelay = TimeSpan.FromMilliseconds(100),
        };
        Random random = new(seed);
        options.Jitter = () =>
        {
            lock (random)
            {
                return random.NextDouble();
            }
        };
        return new ModelArtsClient(options);
    }

    private static async Task<CreateReport[][]> WorkAsync(SoakSettings settings, ModelArtsClient[] clients, CancellationToken cancellationToken)
    {
        CreateReport[][] reports = new CreateReport[settings.Creates][];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = settings.Callers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, settings.Creates, parallel, async (number, token) =>
        {
            // The name is part of what a fault follows from: the same in each run.
            string name = string.Create(CultureInfo.InvariantCulture, $"soak-{number}");
            int callers = number % SoakSettings.ContestedEvery == 0 ? 2 : 1;
            bool keep = number % SoakSettings.KeptEvery == 0;
            reports[number] = await Task.WhenAll(Enumerable.Range(number, callers)
                .Select(caller => new Journey(clients[caller % clients.Length].DevEnvironments, name, keep).GoAsync(token))).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return reports;
    }

    private static int Report(SoakSettings settings, ModelArtsSimulator simulator, CreateReport[][] reports, Audit audit, int unobserved, TimeSpan took)
    {
        CreateReport[] all = [.. reports.SelectMany(each => each)];
        IReadOnlyList<SimulatorJournalEntry> journal = simulator.Journal.Entries;
        int struck = journal.Count(entry => entry.Fault is not null);
        int posts = journal.Count(entry => entry.Operation == SimulatorOperation.Create);
        int unknown = all.Count(report => report.Outcome == ReportedOutcome.Unknown);
        bool good = audit is { Duplicates: 0, Lost: 0, Wrong: 0, Unresolved: 0, Foreign: 0 } && unobserved == 0
            && unknown <= Math.Ceiling(settings.Creates * SoakSettings.MaxUnknownShare)
            && struck > 0 && all.Any(report => report.WasReconciled);

        FormattableString[] lines =
        [
            $"requests          {journal.Count}, {struck} struck ({(double)struck / journal.Count:P1}), {journal.Count(entry => entry.Fault is not null && entry.Committed)} of them after the commit",
            $"creates           {all.Length} calls, {posts} POSTs, in {took.TotalSeconds:0.0} s",
            $"  created         {all.Count(report => report.Outcome == ReportedOutcome.Created)}, {all.Count(report => report.WasReconciled)} of them found in the list",
            $"  refused         {all.Count(report => report.Outcome == ReportedOutcome.Refused)}",
            $"  unknown         {unknown} ({(double)unknown / all.Length:P2}), {audit.Unresolved} not to be found out",
            $"deleted           {all.Count(report => report.WasDeleted)}",
            $"duplicates        {audit.Duplicates}",
            $"lost              {audit.Lost}",
            $"wrong reports     {audit.Wrong}",
            $"other exceptions  {audit.Foreign}, unobserved {unobserved}",
        ];
        Array.ForEach(lines, line => Console.WriteLine(FormattableString.Invariant(line)));
        audit.Findings.Take(MaxFindingsShown).ToList().ForEach(Console.WriteLine);
        Console.WriteLine(good ? "nothing lost, nothing doubled" : "FAILED; the same again with the seed above");
        return good ? 0 : 1;
    }
}
