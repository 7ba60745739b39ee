using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>The metrics as OpenTelemetry's own SDK exports them: names, units and tags.</summary>
public sealed class MetricTests
{
    [Fact]
    public async Task GetAsync_OneSucceedsAndOneFails_AreTwoPointsOfTheDuration()
    {
        using TelemetryCapture capture = new();
        TimerClock clock = new();
        Queue<Func<HttpResponseMessage>> answers = new([Answer.Status("RUNNING"), Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6309")]);
        ModelArtsClientOptions options = capture.Options(new RecordingTransport(_ =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            return answers.Dequeue()();
        }));
        options.TimeProvider = clock;
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ModelArtsApiException>(() => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        IReadOnlyDictionary<string, double> durations = capture.Metric("modelarts.client.call.duration", out string unit);
        Assert.Equal("s", unit);
        Assert.Equal(
            new Dictionary<string, double>
            {
                ["modelarts.operation=DevEnvironments.Get"] = 3,
                ["error.type=ModelArts.6309 modelarts.operation=DevEnvironments.Get"] = 3,
            },
            durations);
    }

    [Fact]
    public async Task GetAsync_SentAgainTwice_CountsEachByItsCause()
    {
        using TelemetryCapture capture = new();
        Queue<Func<HttpResponseMessage>> answers = new([Answer.NoConnection(), Answer.Error(HttpStatusCode.BadGateway), Answer.Status("RUNNING")]);
        ModelArtsClientOptions options = capture.Options(new RecordingTransport(_ => answers.Dequeue()()));
        options.Retry.MaxAttempts = 3;
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        const string Request = "http.request.method=GET url.template=/v1/{projectId}/demanager/instances/{instanceId}";
        Assert.Equal(
            new Dictionary<string, double> { [$"error.type=connection_error {Request}"] = 1, [$"error.type=502 {Request}"] = 1 },
            capture.Metric("modelarts.client.call.retries", out string unit));
        Assert.Equal("{retry}", unit);
    }

    [Fact]
    public async Task WaitAsync_UnderWayAndThenTimedOut_IsActiveUntilItsEnd()
    {
        const string Wait = "modelarts.operation=DevEnvironments.Wait";
        using TelemetryCapture capture = new();
        TimerClock clock = new();
        ModelArtsClientOptions options = capture.Options(new RecordingTransport(_ => Answer.Status("STARTING")()));
        options.TimeProvider = clock;
        WaitOptions wait = new() { Timeout = TimeSpan.FromMinutes(5) };
        foreach (TimeSpan limit in new[] { options.AttemptTimeout, options.TotalTimeout, wait.Timeout })
        {
            clock.AddLimit(limit);
        }

        using ModelArtsClient client = new(options);
        Task<DevEnvironmentInstance> waiting = client.DevEnvironments.GetOperation(Answer.InstanceId, InstanceGoal.Running)
            .WaitAsync(wait, TestContext.Current.CancellationToken);

        Assert.Equal(1, capture.Metric("modelarts.client.wait.active", out string unit)[Wait]);
        Assert.Equal("{wait}", unit);
        await Assert.ThrowsAsync<WaitTimeoutException>(() => clock.RunAsync(waiting));

        Assert.Equal(0, capture.Metric("modelarts.client.wait.active", out _)[Wait]);
        Assert.Equal(300, capture.Metric("modelarts.client.wait.duration", out unit)[$"error.type={typeof(WaitTimeoutException).FullName} {Wait}"], 1);
        Assert.Equal("s", unit);
    }

    [Fact]
    public async Task CreateAsync_AnswerLost_CountsWhatItCameTo()
    {
        using TelemetryCapture capture = new();
        string list = LostAnswer.ListThatShowsIt;
        using ModelArtsClient client = new(capture.Options(new RecordingTransport(request => request.Method == HttpMethod.Post
            ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")
            : RecordingTransport.Json(list))));

        await client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken);
        list = """{"instances":[]}""";
        await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken));

        Assert.Equal(
            new Dictionary<string, double> { ["modelarts.create.outcome=found"] = 1, ["modelarts.create.outcome=unknown"] = 1 },
            capture.Metric("modelarts.client.create.reconciliations", out string unit));
        Assert.Equal("{reconciliation}", unit);
    }
}
