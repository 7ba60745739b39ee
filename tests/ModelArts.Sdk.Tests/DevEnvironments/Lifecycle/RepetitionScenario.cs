using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

/// <summary>An instance, a client with default retries and no jitter, and what becomes of each of its requests; then all goes well.</summary>
internal sealed class RepetitionScenario : IDisposable
{
    private readonly ModelArtsClient _client;

    public RepetitionScenario(Action<ModelArtsClientOptions>? configure = null)
    {
        Transport = new RecordingTransport(async (request, cancellationToken) =>
        {
            Times.Add(Clock.Elapsed);
            bool looks = request.Method == HttpMethod.Get;
            Fate? fate = (looks ? Gets : Actions).TryDequeue(out Fate? next) ? next : null;
            OnRequest?.Invoke(request);
            if (fate is { Hangs: true })
            {
                // Completed by the cancellation itself, on its own thread: the clock must not run on meanwhile.
                TaskCompletionSource never = new();
                using CancellationTokenRegistration registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
                await never.Task.ConfigureAwait(false);
            }

            return fate?.Instead is { } instead ? instead()
                : looks ? RecordingTransport.Json($$"""{"id":"DE-1","status":"{{Status}}","latest_update_timestamp":"{{Updated}}"}""")
                : RecordingTransport.Json("{}");
        });
        ModelArtsClientOptions options = TestClient.Options(Transport);
        options.TimeProvider = Clock;
        options.Retry = new ModelArtsRetryOptions();
        configure?.Invoke(options);
        _client = new ModelArtsClient(options);
    }

    public VirtualClock Clock { get; } = new();

    public RecordingTransport Transport { get; }

    public Queue<Fate> Actions { get; } = [];

    public Queue<Fate> Gets { get; } = [];

    public string Status { get; set; } = "RUNNING";

    public long Updated { get; set; } = 1000;

    public Action<RecordedRequest>? OnRequest { get; set; }

    public List<TimeSpan> Times { get; } = [];

    /// <summary>The verbs of what was sent.</summary>
    public IEnumerable<string> Sent => Transport.Requests.Select(request => request.Method.Method);

    public int ActionsSent => Transport.Requests.Count(request => request.Method != HttpMethod.Get);

    public Task<InstanceOperation> ActAsync(string action, bool strict = false, CancellationToken? cancellationToken = null)
    {
        InstanceActionOptions options = new() { Strict = strict };
        CancellationToken token = cancellationToken ?? TestContext.Current.CancellationToken;
        DevEnvironmentsClient client = _client.DevEnvironments;
        return Clock.RunAsync(() => action switch
        {
            "start" => client.StartAsync(Answer.InstanceId, options, token),
            "stop" => client.StopAsync(Answer.InstanceId, options, token),
            "restart" => client.RestartAsync(Answer.InstanceId, options, token),
            "queue" => client.QueueAsync(Answer.InstanceId, options, token),
            "dequeue" => client.DequeueAsync(Answer.InstanceId, options, token),
            "delete" => client.DeleteAsync(Answer.InstanceId, options, token),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        });
    }

    public void Dispose() => _client.Dispose();
}
