using System.Diagnostics;
using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Telemetry;

/// <summary>A wait is one long span, with its polls as events.</summary>
public sealed class WaitSpanTests
{
    [Fact]
    public async Task WaitAsync_ToTheGoal_IsOneSpanWithAnEventForEachPoll()
    {
        using TelemetryCapture capture = new();
        using Waiting waiting = new(capture, Answer.Status("STARTING"), Answer.Error(HttpStatusCode.BadGateway), Answer.Status("RUNNING"));

        await waiting.Clock.RunAsync(waiting.Begin());

        Activity span = capture.Span;
        Assert.Equal("DevEnvironments.Wait", span.DisplayName);
        Assert.Equal(ActivityKind.Internal, span.Kind);
        Assert.Equal(
            [
                "modelarts.instance.id=DE-1",
                "modelarts.instance.status=RUNNING",
                "modelarts.wait.goal=Running",
                "modelarts.wait.polls=3",
                $"server.address={capture.Host}",
                "server.port=443",
            ],
            TelemetryCapture.Tags(span));
        Assert.Equal(
            [
                "modelarts.poll: modelarts.instance.status=STARTING",
                "modelarts.attempt: error.type=502 http.request.method=GET http.response.status_code=502 url.template=/v1/{projectId}/demanager/instances/{instanceId}",
                "modelarts.poll: error.type=502 modelarts.instance.status=STARTING",
                "modelarts.poll: modelarts.instance.status=RUNNING",
            ],
            TelemetryCapture.Events(span));
    }

    [Fact]
    public async Task WaitAsync_NobodyHoldsItsTask_StaysOpenUntilTheInstanceRuns()
    {
        using TelemetryCapture capture = new();
        int polls = 0;
        using Waiting waiting = new(capture, () => Answer.Status(++polls < 3 ? "STARTING" : "RUNNING")());
        Task end = BeginAndForget(waiting);

        await waiting.Clock.NextPauseAsync(end);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.Empty(capture.Spans);

        await waiting.Clock.RunAsync(waiting.Reached.Task);
        await SpinUntilAsync(() => capture.Spans.Count == 1);
        Assert.Equal("RUNNING", capture.Span.GetTagItem("modelarts.instance.status"));
    }

    [Fact]
    public async Task WaitAsync_Failed_NamesTheTypeOfTheFailure()
    {
        using TelemetryCapture capture = new();
        using Waiting waiting = new(capture, Answer.Failure("START_FAILED", "ModelArts.6330", "no"));

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(() => waiting.Clock.RunAsync(waiting.Begin()));

        Assert.Equal(ActivityStatusCode.Error, capture.Span.Status);
        Assert.Equal(exception.Message, capture.Span.StatusDescription);
        Assert.Equal(typeof(InstanceOperationFailedException).FullName, capture.Span.GetTagItem("error.type"));
        Assert.Equal("START_FAILED", capture.Span.GetTagItem("modelarts.instance.status"));
    }

    [Fact]
    public async Task WaitAsync_ForWeeks_KeepsNoMoreEventsThanExportersDo()
    {
        using TelemetryCapture capture = new();
        int polls = 0;
        using Waiting waiting = new(capture, () => Answer.Status(++polls < 400 ? "STARTING" : "RUNNING")());

        await waiting.Clock.RunAsync(waiting.Begin(new WaitOptions { Timeout = Timeout.InfiniteTimeSpan }));

        // The last one is news, and is there all the same.
        Assert.Equal(129, capture.Span.Events.Count());
        Assert.Equal(400, capture.Span.GetTagItem("modelarts.wait.polls"));
        Assert.Equal("modelarts.poll: modelarts.instance.status=RUNNING", TelemetryCapture.Events(capture.Span)[^1]);
    }

    [Fact]
    public async Task WaitAllAsync_SomeFail_TellsHowManyAndOfEachRound()
    {
        using TelemetryCapture capture = new();
        int rounds = 0;
        using Waiting waiting = new(capture, () => RecordingTransport.Json(++rounds == 1
            ? """{"instances":[{"id":"a","status":"STARTING"},{"id":"b","status":"STARTING"},{"id":"c","status":"RUNNING"}]}"""
            : """{"instances":[{"id":"a","status":"RUNNING"},{"id":"b","status":"START_FAILED"}]}"""));

        await waiting.Clock.RunAsync(waiting.Client.WaitAllAsync(
            "abc".Select(id => waiting.Client.GetOperation(id.ToString(), InstanceGoal.Running)), cancellationToken: TestContext.Current.CancellationToken));

        Activity span = capture.Span;
        Assert.Equal("DevEnvironments.WaitAll", span.DisplayName);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(
            ["modelarts.wait.failed=1", "modelarts.wait.instances=3", "modelarts.wait.polls=2", $"server.address={capture.Host}", "server.port=443"],
            TelemetryCapture.Tags(span));
        Assert.Equal(["modelarts.poll: modelarts.wait.pending=2", "modelarts.poll: modelarts.wait.pending=0"], TelemetryCapture.Events(span));
    }

    [Fact]
    public async Task WaitAsync_StartsWhatIsReady_HasTheStartAsASpanWithinIt()
    {
        using TelemetryCapture capture = new();
        int gets = 0;
        using Waiting waiting = new(capture, request => request.Method == HttpMethod.Post ? RecordingTransport.Json("{}") : Answer.Status(++gets == 1 ? "READY_TO_START" : "RUNNING")());

        await waiting.Clock.RunAsync(waiting.Begin(new WaitOptions { StartWhenReady = true }));

        Assert.Equal(["DevEnvironments.Start", "DevEnvironments.Wait"], capture.Spans.Select(span => span.DisplayName));
        Assert.Equal(capture.Spans[1].SpanId, capture.Spans[0].ParentSpanId);
    }

    [Fact]
    public async Task StopThenDeleteAsync_Running_IsOneSpanAndNoFailure()
    {
        using TelemetryCapture capture = new();
        int deletions = 0;
        using Waiting waiting = new(capture, request => request.Method == HttpMethod.Delete && ++deletions == 1 ? Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6304")()
            : request.Method == HttpMethod.Get ? Answer.Status("STOPPED")()
            : RecordingTransport.Json("{}"));

        await waiting.Clock.RunAsync(waiting.Client.StopThenDeleteAsync(Answer.InstanceId, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("DevEnvironments.StopThenDelete", capture.Span.DisplayName);
        Assert.Equal(ActivityStatusCode.Unset, capture.Span.Status);
        Assert.Contains("modelarts.poll: modelarts.instance.status=STOPPED", TelemetryCapture.Events(capture.Span));
    }

    private static Task<bool> BeginAndForget(Waiting waiting)
    {
        _ = waiting.Begin();
        return waiting.Reached.Task;
    }

    private static async Task SpinUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private sealed class Waiting : IDisposable, IProgress<InstanceProgress>
    {
        private readonly ModelArtsClient _client;

        public Waiting(TelemetryCapture capture, params Func<HttpResponseMessage>[] answers)
            : this(capture, new Sequence(answers).Next)
        {
        }

        public Waiting(TelemetryCapture capture, Func<RecordedRequest, HttpResponseMessage> answer)
        {
            ModelArtsClientOptions options = capture.Options(new RecordingTransport(answer));
            options.TimeProvider = Clock;
            _client = new ModelArtsClient(options);
            Clock.AddLimit(options.AttemptTimeout);
            Clock.AddLimit(options.TotalTimeout);
            Clock.AddLimit(new WaitOptions().Timeout);
        }

        public TimerClock Clock { get; } = new();

        public DevEnvironmentsClient Client => _client.DevEnvironments;

        public TaskCompletionSource<bool> Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<DevEnvironmentInstance> Begin(WaitOptions? options = null) => Client.GetOperation(Answer.InstanceId, InstanceGoal.Running)
            .WaitAsync((options ?? new WaitOptions()) with { Progress = this }, TestContext.Current.CancellationToken);

        public void Report(InstanceProgress value)
        {
            if (value.Status == InstanceStatus.Running)
            {
                Reached.TrySetResult(true);
            }
        }

        public void Dispose() => _client.Dispose();

        private sealed class Sequence(Func<HttpResponseMessage>[] answers)
        {
            private int _asked;

            public HttpResponseMessage Next(RecordedRequest request) => answers[Math.Min(_asked++, answers.Length - 1)]();
        }
    }
}
