using System.Diagnostics;
using System.Diagnostics.Metrics;
using ModelArts.Sdk.Testing.Hosting;

namespace ModelArts.Sdk.Testing.Tests.Hosting;

public sealed class RehearsalTests
{
    /// <summary>Flows into all that a rehearsal does, so that other tests of the process are left out.</summary>
    private static readonly AsyncLocal<bool> Watched = new();

    [Fact]
    public async Task ComesToItsEnd_AndLeavesNoTrace()
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, "Nothing is rehearsed where it would only be in the way.");
        List<string> traces = [];
        using ActivityListener spans = new()
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => Note(traces, activity.Source.Name),
        };
        using MeterListener meters = new() { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        meters.SetMeasurementEventCallback<long>((instrument, _, _, _) => Note(traces, instrument.Meter.Name));
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => Note(traces, instrument.Meter.Name));
        ActivitySource.AddActivityListener(spans);
        meters.Start();
        SimulatorOptions options = new();
        SimulatorParts parts = SimulatorParts.Assemble(options);

        Watched.Value = true;
        await using Rehearsal rehearsal = Rehearsal.Begin();
        Watched.Value = false;
        rehearsal.GoOnWith(parts.Network);
        await using SimulatorHost host = await SimulatorHost.StartAsync(parts, options, TestContext.Current.CancellationToken);

        Assert.True(await rehearsal.Completion);
        Assert.Empty(parts.Journal.Entries);
        Assert.Empty(host.Server.LogEntries);
        Assert.Equal(0, parts.Network.OpenConnections);

        // The spans of connections that .NET makes by an experimental name cannot be kept from those who ask for them.
        Assert.DoesNotContain(traces, static name => name is not ("ModelArts.Sdk.Testing.Rehearsal" or "Experimental.System.Net.Http.Connections"));
    }

    [Fact]
    public async Task Dispose_BeforeAnythingListens_Ends()
    {
        Rehearsal rehearsal = Rehearsal.Begin();

        await rehearsal.DisposeAsync();

        Assert.False(await rehearsal.Completion);
    }

    [Fact]
    public async Task Dispose_RightAfterTheStart_EndsItAndLeavesNothingUnobserved()
    {
        List<string> unobserved = [];
        void Add(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            lock (unobserved)
            {
                unobserved.Add(e.Exception.ToString());
            }
        }

        TaskScheduler.UnobservedTaskException += Add;
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, 24), TestContext.Current.CancellationToken, static async (_, cancellation) =>
            {
                ModelArtsSimulator simulator = await ModelArtsSimulator.StartAsync(null, cancellation);
                await simulator.DisposeAsync();
                Assert.Empty(simulator.Journal.Entries);
                using CancellationTokenSource cancelled = new();
                Task<ModelArtsSimulator> starting = ModelArtsSimulator.StartAsync(null, cancelled.Token);
                await cancelled.CancelAsync();
                try
                {
                    await (await starting).DisposeAsync();
                }
                catch (OperationCanceledException)
                {
                    // It came before the server did.
                }
            });
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.DoesNotContain(unobserved, static text => text.Contains("ModelArts.Sdk.Testing", StringComparison.Ordinal));
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Add;
        }
    }

    private static void Note(List<string> traces, string name)
    {
        if (Watched.Value)
        {
            lock (traces)
            {
                traces.Add(name);
            }
        }
    }
}
