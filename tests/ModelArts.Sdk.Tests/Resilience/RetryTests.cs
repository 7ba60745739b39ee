using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

public sealed class RetryTests
{
    private static readonly Func<HttpResponseMessage> BadGateway = Answer.Error(HttpStatusCode.BadGateway);
    private static readonly Func<HttpResponseMessage> Running = Answer.Status("RUNNING");

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task GetAsync_PassingFailures_AreSentAgainUntilOneIsAnswered(int status)
    {
        Func<HttpResponseMessage> failure = Answer.Error((HttpStatusCode)status);
        using RetryScenario scenario = new(failure, failure, failure, Running);

        DevEnvironmentInstance instance = await scenario.GetAsync();

        Assert.Equal(InstanceStatus.Running, instance.Status);
        Assert.Equal(4, scenario.Times.Count);
        Assert.All(scenario.Transport.Requests, request => Assert.Equal(TestClient.Token, request.Headers["X-Auth-Token"]));
    }

    [Fact]
    public async Task GetAsync_FailsEachTime_IsTheLastFailureWithTheNumberOfAttempts()
    {
        using RetryScenario scenario = new(BadGateway, BadGateway, BadGateway, Answer.Error(HttpStatusCode.ServiceUnavailable, "ModelArts.6101"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.GetAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, exception.StatusCode);
        Assert.Contains("(4 attempts)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(4, scenario.Times.Count);
    }

    [Fact]
    public async Task GetAsync_NoConnection_SaysHowOftenItWasTried()
    {
        using RetryScenario scenario = new(Answer.NoConnection());

        ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(() => scenario.GetAsync());

        Assert.Contains("(4 attempts)", exception.Message, StringComparison.Ordinal);
        Assert.Equal(4, scenario.Times.Count);
    }

    [Fact]
    public async Task GetAsync_OneAttemptOnly_SaysNothingOfAttempts()
    {
        using RetryScenario scenario = new(options => options.Retry.MaxAttempts = 1, BadGateway);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.GetAsync());

        Assert.DoesNotContain("attempt", exception.Message, StringComparison.Ordinal);
        Assert.Single(scenario.Times);
    }

    [Theory]
    [InlineData(400, "ModelArts.6309")]
    [InlineData(403, "ModelArts.0105")]
    [InlineData(404, null)]
    public async Task GetAsync_Refused_IsSentOnce(int status, string? code)
    {
        using RetryScenario scenario = new(Answer.Error((HttpStatusCode)status, code));

        await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.GetAsync());

        Assert.Single(scenario.Times);
    }

    [Fact]
    public async Task GetAsync_MalformedSuccess_IsSentOnce()
    {
        using RetryScenario scenario = new(static () => RecordingTransport.Json("<html>"));

        await Assert.ThrowsAsync<MalformedResponseException>(() => scenario.GetAsync());

        Assert.Single(scenario.Times);
    }

    [Fact]
    public async Task GetAsync_BodyThatBreaksOff_IsSentAgain()
    {
        using RetryScenario scenario = new(
            static () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BreakingStream()) },
            Running);

        await scenario.GetAsync();

        Assert.Equal(2, scenario.Times.Count);
    }

    [Fact]
    public async Task GetAsync_BetweenAttempts_FailedAnswersAreDisposedOf()
    {
        List<WatchedContent> bodies = [];
        bool allDisposed = false;
        using RetryScenario scenario = new(Fail, Fail, () =>
        {
            allDisposed = bodies.TrueForAll(static body => body.IsDisposed);
            return Running();
        });

        await scenario.GetAsync();

        Assert.Equal(2, bodies.Count);
        Assert.True(allDisposed);

        HttpResponseMessage Fail()
        {
            bodies.Add(new WatchedContent());
            return new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = bodies[^1] };
        }
    }

    [Fact]
    public async Task UpdateAsync_SentAgain_CarriesItsBodyEachTime()
    {
        using RetryScenario scenario = new(BadGateway, BadGateway, Running);

        await scenario.Clock.RunAsync(() => scenario.Client.UpdateAsync(
            Answer.InstanceId, new UpdateInstanceRequest { Description = "d" }, TestContext.Current.CancellationToken));

        Assert.Equal(3, scenario.Transport.Requests.Count);
        Assert.Equal("""{"description":"d"}""", Assert.Single(scenario.Transport.Requests.Select(request => request.Body).Distinct()));
    }

    [Fact]
    public async Task GetAsync_AttemptThatTimesOut_IsSentAgain()
    {
        using RetryScenario scenario = new(RetryScenario.Hang, Running);

        await scenario.GetAsync();

        Assert.Equal([0, 60], scenario.Seconds);
    }

    [Fact]
    public async Task GetAsync_EveryAttemptTimesOut_IsTheTimeoutOfTheAttempt()
    {
        using RetryScenario scenario = new(
            options =>
            {
                options.AttemptTimeout = TimeSpan.FromSeconds(10);
                options.Retry.MaxAttempts = 3;
            },
            RetryScenario.Hang);

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => scenario.GetAsync());

        Assert.Equal([0, 10, 20], scenario.Seconds);
        Assert.Equal(TimeSpan.FromSeconds(10), exception.Timeout);
        Assert.Contains("within 10 s (AttemptTimeout, in 3 attempts).", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_TotalTimeout_EndsTheLastAttemptAndSaysWhatCameBefore()
    {
        using RetryScenario slow = new(options => options.AttemptTimeout = TimeSpan.FromSeconds(170), BadGateway, RetryScenario.Hang, BadGateway, RetryScenario.Hang);
        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => slow.GetAsync());

        Assert.Equal([0, 0, 170, 170], slow.Seconds);
        Assert.Equal(TimeSpan.FromMinutes(3), slow.Clock.Elapsed);
        Assert.Equal(TimeSpan.FromMinutes(3), exception.Timeout);
        Assert.Contains("within 180 s (TotalTimeout, in 4 attempts). Before that: HTTP 502.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_TotalTimeoutAfterAttemptsThatTimedOut_SaysSoInWords()
    {
        using RetryScenario scenario = new(options => options.AttemptTimeout = TimeSpan.FromSeconds(100), RetryScenario.Hang);

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => scenario.GetAsync());

        Assert.Contains("(TotalTimeout, in 2 attempts). Before that: no answer within AttemptTimeout.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_CancelledDuringThePause_CarriesTheCallersTokenAndEndsAtOnce()
    {
        using CancellationTokenSource cancellation = new();
        using RetryScenario scenario = new(Answer.Error(HttpStatusCode.ServiceUnavailable, retryAfter: "100"));
        using ITimer timer = scenario.Clock.CreateTimer(_ => cancellation.Cancel(), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scenario.GetAsync(cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Single(scenario.Times);
    }

    [Fact]
    public async Task GetAsync_CancelledByTheCallerAsAnAnswerFails_IsNotSentAgain()
    {
        using CancellationTokenSource cancellation = new();
        using RetryScenario scenario = new(() =>
        {
            cancellation.Cancel();
            return BadGateway();
        });

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scenario.GetAsync(cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Single(scenario.Times);
    }

    private sealed class WatchedContent() : StringContent("bad gateway")
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class BreakingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new HttpIOException(HttpRequestError.ResponseEnded));
    }
}
