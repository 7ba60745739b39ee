using System.Globalization;
using System.Net;
using System.Web;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>An account with any number of instances, each of which shows its statuses one by one, as it is looked at; the last repeats.</summary>
internal sealed class FleetScenario : IDisposable, IProgress<InstanceProgress>
{
    private const int PageSize = 100;

    // Out of the way of any wait, unless a test sets its own.
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromHours(23);
    private static readonly TimeSpan TotalLimit = TimeSpan.FromHours(24);

    private readonly ModelArtsClient _client;
    private readonly List<Instance> _instances = [];
    private readonly Dictionary<string, Instance> _byId = [];

    public FleetScenario()
    {
        Transport = new RecordingTransport(RespondAsync);
        ModelArtsClientOptions options = TestClient.Options(Transport);
        options.TimeProvider = Clock;
        options.AttemptTimeout = AttemptLimit;
        options.TotalTimeout = TotalLimit;
        _client = new ModelArtsClient(options);
    }

    public TimerClock Clock { get; } = new(AttemptLimit, TotalLimit);

    public RecordingTransport Transport { get; }

    public DevEnvironmentsClient Client => _client.DevEnvironments;

    /// <summary>What the progress was told.</summary>
    public List<InstanceProgress> Progress { get; } = [];

    /// <summary>Takes the place of an answer, where it is not <see langword="null"/>.</summary>
    public Func<string, CancellationToken, Task<HttpResponseMessage>?>? OnRequest { get; set; }

    /// <summary>What was sent, in order, such as "list 0", "get a" or "start a".</summary>
    public IEnumerable<string> Sent => Transport.Requests.Select(Describe);

    /// <summary>Adds an instance, and says how to wait for it; <see langword="null"/> among the statuses: it is gone.</summary>
    public InstanceOperation Add(string id, InstanceGoal goal, params string?[] statuses)
    {
        AddUnwatched(id, statuses);
        return Client.GetOperation(id, goal);
    }

    public void AddUnwatched(string id, params string?[] statuses)
    {
        Instance instance = new(id, statuses);
        _instances.Add(instance);
        _byId.Add(id, instance);
    }

    /// <summary>From now on the list leaves an instance out.</summary>
    public void Hide(string id) => _byId[id].IsHidden = true;

    /// <summary>Waits on the scenario's clock.</summary>
    public Task<IReadOnlyList<InstanceOperation>> WaitAllAsync(IEnumerable<InstanceOperation> operations, WaitOptions? options = null) =>
        Clock.RunAsync(BeginWaitAll(operations, options, TestContext.Current.CancellationToken));

    /// <summary>Waits on a clock that the test drives.</summary>
    public Task<IReadOnlyList<InstanceOperation>> BeginWaitAll(
        IEnumerable<InstanceOperation> operations, WaitOptions? options, CancellationToken cancellationToken)
    {
        options ??= new WaitOptions();
        Clock.AddLimit(options.Timeout);
        return Client.WaitAllAsync(operations, options with { Progress = options.Progress ?? this }, cancellationToken);
    }

    public void Report(InstanceProgress value) => Progress.Add(value);

    public void Dispose() => _client.Dispose();

    private static string Describe(RecordedRequest request)
    {
        string[] segments = request.Uri.AbsolutePath.Split('/');
        return segments[^1] == "instances" ? $"list {HttpUtility.ParseQueryString(request.Uri.Query)["offset"]}"
            : segments[^1] == "action" ? $"{request.Body!.Split('"')[3]} {segments[^2]}"
            : $"get {segments[^1]}";
    }

    private Task<HttpResponseMessage> RespondAsync(RecordedRequest request, CancellationToken cancellationToken)
    {
        string what = Describe(request);
        return OnRequest?.Invoke(what, cancellationToken) ?? Task.FromResult(what.Split(' ') switch
        {
            ["list", string offset] => List(int.Parse(offset, CultureInfo.InvariantCulture)),
            ["get", string id] => _byId.TryGetValue(id, out Instance? instance) && instance.Next() is { } json
                ? RecordingTransport.Json(json)
                : Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6309")(),
            _ => RecordingTransport.Json("""{"current_status":"STARTING"}"""),
        });
    }

    private HttpResponseMessage List(int offset)
    {
        Instance[] shown = [.. _instances.Where(instance => instance.IsListed)];
        return RecordingTransport.Json(
            $$"""{"total_count":{{shown.Length}},"instances":[{{string.Join(',', shown.Skip(offset).Take(PageSize).Select(instance => instance.Next()))}}]}""");
    }

    private sealed class Instance(string id, string?[] statuses)
    {
        private int _looks;

        public bool IsHidden { get; set; }

        private string? Status => statuses[Math.Min(_looks, statuses.Length - 1)];

        public bool IsListed => !IsHidden && Status is not null;

        public string? Next()
        {
            string? status = Status;
            _looks++;
            string queue = status?.EndsWith("QUEUING", StringComparison.Ordinal) is true ? ""","queuing_info":{"rank":3,"remain_time":600}""" : "";
            return status is null ? null : $$"""{"id":"{{id}}","status":"{{status}}"{{queue}}}""";
        }
    }
}
