using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>A client with default retries and no jitter, whose network answers one thing after another; the last one repeats.</summary>
internal sealed class RetryScenario : IDisposable
{
    private readonly ModelArtsClient _client;

    public RetryScenario(params Func<HttpResponseMessage>[] answers)
        : this(static _ => { }, answers)
    {
    }

    public RetryScenario(Action<ModelArtsClientOptions> configure, params Func<HttpResponseMessage>[] answers)
    {
        Transport = new RecordingTransport(async (_, cancellationToken) =>
        {
            Times.Add(Clock.Elapsed);
            Func<HttpResponseMessage> answer = answers[Math.Min(Times.Count, answers.Length) - 1];
            if (answer != Hang)
            {
                return answer();
            }

            // Completed by the cancellation itself, on its own thread: the clock must not run on meanwhile.
            TaskCompletionSource never = new();
            using CancellationTokenRegistration registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            await never.Task.ConfigureAwait(false);
            throw new InvalidOperationException("Cannot happen.");
        });
        ModelArtsClientOptions options = TestClient.Options(Transport);
        options.TimeProvider = Clock;
        options.Retry = new ModelArtsRetryOptions();
        configure(options);
        _client = new ModelArtsClient(options);
    }

    /// <summary>An answer that does not come.</summary>
    public static Func<HttpResponseMessage> Hang { get; } = static () => throw new InvalidOperationException("Cannot happen.");

    public VirtualClock Clock { get; } = new();

    public RecordingTransport Transport { get; }

    /// <summary>When requests were sent.</summary>
    public List<TimeSpan> Times { get; } = [];

    public IEnumerable<double> Seconds => Times.Select(time => time.TotalSeconds);

    public DevEnvironmentsClient Client => _client.DevEnvironments;

    public Task<DevEnvironmentInstance> GetAsync(CancellationToken? cancellationToken = null) =>
        Clock.RunAsync(() => Client.GetAsync(Answer.InstanceId, cancellationToken ?? TestContext.Current.CancellationToken));

    public void Dispose() => _client.Dispose();
}
