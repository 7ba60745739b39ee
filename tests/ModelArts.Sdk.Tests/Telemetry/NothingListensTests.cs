using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Telemetry;
using Polly;

namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>
/// What telemetry costs those who do not use it: nothing. Not beside other tests, some of which listen to the whole process.
/// </summary>
[Collection(Alone.Name)]
public sealed class NothingListensTests
{
    private const int Times = 1000;

    private static readonly Task<DevEnvironmentInstance> Instance = Task.FromResult(new DevEnvironmentInstance { Id = "DE-1" });
    private static readonly HttpResponseMessage Response = new(HttpStatusCode.ServiceUnavailable);
    private static readonly HttpRequestMessage Request = new(HttpMethod.Get, "https://example.com");
    private static readonly ModelArtsConnectionException Failure = new("no", HttpRequestError.ResponseEnded);
    private static readonly InstanceOperation Operation = ModelArtsModelFactory.InstanceOperation(ModelArtsModelFactory.DevEnvironmentInstance("DE-1", InstanceStatus.Starting));
    private static readonly InstanceOperation[] Operations = [Operation];

    public static TheoryData<string> Paths => [.. All.Keys];

    private static Dictionary<string, Action<ClientTelemetry>> All { get; } = new()
    {
        ["call"] = static telemetry => telemetry.CallAsync(Sdk.Telemetry.Operation.Get, "DE-1", (1, "state"), static (_, _) => Instance, CancellationToken.None),
        ["attempt"] = static telemetry => Ended(telemetry.AttemptAsync(Request, 1, static (_, _) => new(Outcome.FromResult(Response)), CancellationToken.None)),
        ["retry after an answer"] = static telemetry => telemetry.Retrying(Request, 1, Response, null, TimeSpan.FromSeconds(1)),
        ["retry after an exception"] = static telemetry => telemetry.Retrying(Request, 1, null, Failure, TimeSpan.FromSeconds(1)),
        ["wait"] = static telemetry => telemetry.WaitAsync(Operation, (1, "state"), static (_, _) => Instance, CancellationToken.None),
        ["wait for all"] = static telemetry => telemetry.WaitAllAsync(Operations, (1, "state"), static (_, _) => Task.CompletedTask, CancellationToken.None),
        ["poll"] = static telemetry => telemetry.Polled(Operation, InstanceStatus.Starting, 12345, isNews: true, error: null),
        ["poll that failed"] = static telemetry => telemetry.Polled(Operation, InstanceStatus.Starting, 12345, isNews: true, Failure),
        ["poll of many"] = static _ => ClientTelemetry.FleetPolled(12345),
        ["create lost"] = static telemetry => telemetry.CreateAnswerLost("name", Failure),
        ["create found"] = static telemetry => telemetry.CreateFound("name", "DE-1"),
        ["create sent again"] = static telemetry => telemetry.CreateSentAgain("name", 12345, Failure),
        ["create unknown"] = static telemetry => telemetry.CreateOutcomeUnknown(),
        ["action lost"] = static telemetry => telemetry.ActionAnswerLost("DE-1", OperationKind.Stop, Failure, TimeSpan.FromSeconds(1)),
        ["credential renewed"] = static telemetry => telemetry.CredentialRenewed(Response),
        ["clock corrected"] = static telemetry => telemetry.ClockCorrected(TimeSpan.FromHours(1)),
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public void Path_NobodyListens_AllocatesNothing(string path) => Assert.Equal(0, BytesOf(All[path], new ModelArtsClientOptions()));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Path_LoggerThatIsSwitchedOff_AllocatesNothing(string path) =>
        Assert.Equal(0, BytesOf(All[path], new ModelArtsClientOptions { LoggerFactory = NullLoggerFactory.Instance }));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Path_SomebodyListens_IsWhatTheOtherTestsAreAbout(string path)
    {
        // A path that tells nothing would allocate nothing either. That of the rounds of a fleet is told to spans only.
        using ILoggerFactory loggers = LoggerFactory.Create(static logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Listener()));
        using System.Diagnostics.Metrics.MeterListener meters = new();
        meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == ModelArtsTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        int measured = 0;
        meters.SetMeasurementEventCallback<long>((_, _, _, _) => measured++);
        meters.Start();

        long bytes = BytesOf(All[path], new ModelArtsClientOptions { LoggerFactory = loggers });

        Assert.True(bytes > 0 || measured > 0 || path == "poll of many");
    }

    private static void Ended(ValueTask<Outcome<HttpResponseMessage>> attempt) => Assert.True(attempt.IsCompletedSuccessfully);

    private static long BytesOf(Action<ClientTelemetry> path, ModelArtsClientOptions options)
    {
        ClientTelemetry telemetry = options.Telemetry;

        // What is made once, delegates of static functions for instance, and code that is compiled anew while it runs.
        for (int i = 0; i < Times; i++)
        {
            path(telemetry);
        }

        long least = long.MaxValue;
        for (int run = 0; run < 5; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Times; i++)
            {
                path(telemetry);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private sealed class Listener : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => formatter(state, exception);

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}

/// <summary>Runs by itself, after all that runs in parallel.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Nothing listens";
}
