using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>An instance that has just been created, and what the service answers to each poll; the last answer repeats.</summary>
internal sealed class WaitScenario : IDisposable, IProgress<InstanceProgress>
{
    // Out of the way of any wait, unless a test sets its own.
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromHours(23);
    private static readonly TimeSpan TotalLimit = TimeSpan.FromHours(24);

    private readonly ModelArtsClient _client;
    private readonly Func<HttpResponseMessage>[] _answers;
    private int _asked = -1;

    public WaitScenario(params Func<HttpResponseMessage>[] answers)
        : this(static () => 0, answers)
    {
    }

    public WaitScenario(Func<double> jitter, params Func<HttpResponseMessage>[] answers)
    {
        _answers = answers;
        Transport = new RecordingTransport(AnswerAsync);
        ModelArtsClientOptions options = TestClient.Options(Transport);
        options.TimeProvider = Clock;
        options.Jitter = jitter;
        options.AttemptTimeout = AttemptLimit;
        options.TotalTimeout = TotalLimit;
        _client = new ModelArtsClient(options);
    }

    public TimerClock Clock { get; } = new(AttemptLimit, TotalLimit);

    public RecordingTransport Transport { get; }

    /// <summary>What the progress was told.</summary>
    public List<InstanceProgress> Progress { get; } = [];

    /// <summary>Replaces the answer to a poll; is given its number, from 0, and its token.</summary>
    public Func<int, CancellationToken, Task<HttpResponseMessage>>? OnPoll { get; set; }

    public int Polls => Transport.Requests.Count - 1;

    public Task<InstanceOperation> CreateAsync() =>
        _client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken);

    /// <summary>Creates the instance and waits for it, on the scenario's clock.</summary>
    public async Task<DevEnvironmentInstance> WaitAsync(WaitOptions? options = null)
    {
        InstanceOperation operation = await CreateAsync();
        return await Clock.RunAsync(WaitAsync(operation, options, TestContext.Current.CancellationToken));
    }

    /// <summary>Waits, on a clock that the test drives.</summary>
    public Task<DevEnvironmentInstance> WaitAsync(InstanceOperation operation, WaitOptions? options, CancellationToken cancellationToken)
    {
        options = (options ?? new WaitOptions()) with { Progress = this };
        Clock.AddLimit(options.Timeout);
        return operation.WaitAsync(options, cancellationToken);
    }

    public void Report(InstanceProgress value) => Progress.Add(value);

    public void Dispose() => _client.Dispose();

    private Task<HttpResponseMessage> AnswerAsync(RecordedRequest request, CancellationToken cancellationToken)
    {
        int poll = Interlocked.Increment(ref _asked) - 1;
        return poll < 0 ? Task.FromResult(Answer.Status("CREATING")())
            : OnPoll is { } onPoll ? onPoll(poll, cancellationToken)
            : Task.FromResult(_answers[Math.Min(poll, _answers.Length - 1)]());
    }
}
