using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

/// <summary>
/// An instance that exists already: what the service answers to each question about it, to actions, deletions and changes. The last
/// answer of each kind repeats.
/// </summary>
internal sealed class LifecycleScenario : IDisposable
{
    // Out of the way of any wait.
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromHours(23);
    private static readonly TimeSpan TotalLimit = TimeSpan.FromHours(24);

    private readonly ModelArtsClient _client;
    private readonly Dictionary<HttpMethod, int> _asked = [];

    public LifecycleScenario()
    {
        Transport = new RecordingTransport(request => Next(request)());
        ModelArtsClientOptions options = TestClient.Options(Transport);
        options.TimeProvider = Clock;
        options.AttemptTimeout = AttemptLimit;
        options.TotalTimeout = TotalLimit;
        _client = new ModelArtsClient(options);
    }

    public TimerClock Clock { get; } = new(AttemptLimit, TotalLimit, new WaitOptions().Timeout);

    public RecordingTransport Transport { get; }

    public DevEnvironmentsClient Client => _client.DevEnvironments;

    public Func<HttpResponseMessage>[] Gets { get; init; } = [Answer.Status("RUNNING")];

    public Func<HttpResponseMessage>[]? Actions { get; init; }

    public Func<HttpResponseMessage>[] Deletions { get; init; } = [Accepted];

    /// <summary>What was sent, in order: the method, and the action where it is one.</summary>
    public IEnumerable<string> Sent => Transport.Requests.Select(request => request.Method == HttpMethod.Post
        ? request.Body!.Replace("""{"action":""", "", StringComparison.Ordinal).Trim('"', '}')
        : request.Method.Method);

    public static HttpResponseMessage Accepted() => Accepted("STOPPED");

    public static HttpResponseMessage Accepted(string previousState) =>
        RecordingTransport.Json($$"""{"current_status":"STARTING","previous_state":"{{previousState}}","instance_id":"DE-1"}""");

    /// <summary>Asks for one of the actions on the instance.</summary>
    public Task<InstanceOperation> ActAsync(string action, bool strict = false) =>
        ActAsync(action, new InstanceActionOptions { Strict = strict }, TestContext.Current.CancellationToken);

    /// <summary>Asks for one of the actions on the instance.</summary>
    public Task<InstanceOperation> ActAsync(string action, InstanceActionOptions options, CancellationToken cancellationToken) => action switch
    {
        "start" => Client.StartAsync(Answer.InstanceId, options, cancellationToken),
        "stop" => Client.StopAsync(Answer.InstanceId, options, cancellationToken),
        "restart" => Client.RestartAsync(Answer.InstanceId, options, cancellationToken),
        "queue" => Client.QueueAsync(Answer.InstanceId, options, cancellationToken),
        "dequeue" => Client.DequeueAsync(Answer.InstanceId, options, cancellationToken),
        "delete" => Client.DeleteAsync(Answer.InstanceId, options, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    /// <summary>The same by the overloads without options.</summary>
    public Task<InstanceOperation> ActAsync(string action, CancellationToken cancellationToken) => action switch
    {
        "start" => Client.StartAsync(Answer.InstanceId, cancellationToken),
        "stop" => Client.StopAsync(Answer.InstanceId, cancellationToken),
        "restart" => Client.RestartAsync(Answer.InstanceId, cancellationToken),
        "queue" => Client.QueueAsync(Answer.InstanceId, cancellationToken),
        "dequeue" => Client.DequeueAsync(Answer.InstanceId, cancellationToken),
        "delete" => Client.DeleteAsync(Answer.InstanceId, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    /// <summary>Waits on the scenario's clock.</summary>
    public Task<DevEnvironmentInstance> WaitAsync(InstanceOperation operation) =>
        Clock.RunAsync(operation.WaitAsync(cancellationToken: TestContext.Current.CancellationToken));

    public void Dispose() => _client.Dispose();

    private Func<HttpResponseMessage> Next(RecordedRequest request)
    {
        HttpMethod method = request.Method;
        Func<HttpResponseMessage>[] answers = method == HttpMethod.Post ? Actions ?? [() => Accepted(StateBefore(request.Body!))]
            : method == HttpMethod.Delete ? Deletions : Gets;
        int asked = _asked.GetValueOrDefault(method);
        _asked[method] = asked + 1;
        return answers[Math.Min(asked, answers.Length - 1)];
    }

    // What an instance is in when it is told to do this.
    private static string StateBefore(string action) => action.Contains("\"stop\"", StringComparison.Ordinal) || action.Contains("restart", StringComparison.Ordinal)
        ? "RUNNING"
        : action.Contains("dequeue", StringComparison.Ordinal) ? "START_QUEUING" : "STOPPED";
}
