using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Resilience;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>An answer about another instance than was asked for, as of a connection or a cache that has got out of step, is no success.</summary>
public sealed class ForeignAnswerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_AnswerNamesAnotherInstance_IsLookedFor()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.Says("""{"id":"DE-99","name":"other","status":"CREATING"}""", commits: true));

        InstanceOperation operation = await scenario.CreateAsync();

        Assert.Equal(Assert.Single(scenario.Service.Instances).Id, operation.InstanceId);
    }

    [Fact]
    public async Task GetAsync_AnswerIsAboutAnotherInstance_IsMalformed()
    {
        using RetryScenario scenario = new(static () => RecordingTransport.Json("""{"id":"DE-2","status":"RUNNING"}"""));

        await Assert.ThrowsAsync<MalformedResponseException>(() => scenario.GetAsync());
    }

    [Fact]
    public async Task CreateAsync_503WithALongRetryAfterAndTheListLags_IsFoundAllTheSame()
    {
        using CreateScenario scenario = new();
        scenario.Service.ListLag = TimeSpan.FromSeconds(2);
        scenario.Service.Creates.Enqueue(Fate.Status(503, commits: true, retryAfter: "86400"));

        Assert.True((await scenario.CreateAsync()).WasReconciled);
    }

    [Fact]
    public async Task CreateAsync_TwiceWhileTheFirstAnswerIsUnderWay_OnlyOneGetsTheInstance()
    {
        VirtualClock clock = new();
        using LossyService service = new(clock);
        using SlowFirstPost network = new(service, clock);
        ModelArtsClientOptions options = TestClient.Options(network);
        options.TimeProvider = clock;
        options.Retry = new ModelArtsRetryOptions();
        using ModelArtsClient client = new(options);
        service.Creates.Enqueue(Fate.Answered);
        service.Creates.Enqueue(Fate.ResetBeforeCommit);

        Exception?[] outcomes = await clock.RunAsync(() => Task.WhenAll(
            Record.ExceptionAsync(() => client.DevEnvironments.CreateAsync(ValidRequest.Create(), Cancellation)).AsTask(),
            Record.ExceptionAsync(() => client.DevEnvironments.CreateAsync(ValidRequest.Create(), Cancellation)).AsTask()));

        Assert.Single(service.Instances);
        Assert.Single(outcomes, static outcome => outcome is null);
    }

    private sealed class SlowFirstPost(HttpMessageHandler service, TimeProvider clock) : DelegatingHandler(service)
    {
        private int _posts;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bool isFirst = request.Method == HttpMethod.Post && ++_posts == 1;
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (isFirst)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), clock, cancellationToken);
            }

            return response;
        }
    }
}
