using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Time;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>Several creates of one name by one client: no two of them get the same instance.</summary>
public sealed class CreatesOfOneNameTests
{
    [Fact]
    public async Task CreateAsync_TwiceWithLostAnswers_OneGetsTheInstanceAndTheOtherTheConflict()
    {
        using CreateScenario scenario = new();
        scenario.Service.Creates.Enqueue(Fate.ResetAfterCommit);
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);

        Exception?[] outcomes = await scenario.Clock.RunAsync(() => Task.WhenAll(
            Record.ExceptionAsync(() => Create(scenario)).AsTask(),
            Record.ExceptionAsync(() => Create(scenario)).AsTask()));

        Assert.Single(scenario.Service.Instances);
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Single(outcomes, outcome => outcome is ModelArtsApiException { ErrorCode.Value: "ModelArts.6301" });
    }

    [Fact]
    public async Task CreateAsync_NameOfOneThatSucceeded_IsNotItsOwn()
    {
        using CreateScenario scenario = new();
        InstanceOperation first = await scenario.CreateAsync();
        scenario.Service.Creates.Enqueue(Fate.ResetBeforeCommit);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.CreateAsync());

        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, exception.ErrorCode);
        Assert.Equal(first.InstanceId, Assert.Single(scenario.Service.Instances).Id);
    }

    [Fact]
    public async Task CreateAsync_OfTwoClients_TheOtherProcessIsToldByTheConflict()
    {
        VirtualClock clock = new();
        LossyService service = new(clock);
        using ModelArtsClient one = Client(service, clock);
        using ModelArtsClient two = Client(service, clock);
        service.Creates.Enqueue(Fate.ResetAfterCommit);

        Exception?[] outcomes = await clock.RunAsync(() => Task.WhenAll(
            Record.ExceptionAsync(() => one.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken)).AsTask(),
            Record.ExceptionAsync(() => two.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken)).AsTask()));

        Assert.Null(outcomes[0]);
        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, Assert.IsType<ModelArtsApiException>(outcomes[1]).ErrorCode);
        Assert.Single(service.Instances);
    }

    [Fact]
    public void TryClaim_Twice_IsRefusedUntilTheClaimHasExpired()
    {
        VirtualClock clock = new();
        ClaimedInstances claimed = new(clock, TimeSpan.FromSeconds(210));

        Assert.True(claimed.TryClaim("DE-1", "name"));
        Assert.False(claimed.TryClaim("DE-1", "name"));
        Assert.True(claimed.Contains("DE-1"));
        Assert.False(claimed.Contains("DE-2"));
        clock.Pass(TimeSpan.FromSeconds(210));
        Assert.False(claimed.TryClaim("DE-1", "name"));
        clock.Pass(TimeSpan.FromTicks(1));
        Assert.True(claimed.TryClaim("DE-1", "name"));
    }

    [Fact]
    public void TryClaim_WhileAnotherRequestOfThatNameIsUnderWay_IsRefused()
    {
        ClaimedInstances claimed = new(new VirtualClock(), TimeSpan.FromSeconds(210));

        claimed.Begin("name");
        claimed.Begin("name");
        claimed.End("name", answeredId: null);
        Assert.False(claimed.TryClaim("DE-1", "name"));
        Assert.True(claimed.TryClaim("DE-2", "other"));
        claimed.End("name", "DE-1");
        Assert.False(claimed.TryClaim("DE-1", "name"));
        Assert.True(claimed.TryClaim("DE-3", "name"));
    }

    [Fact]
    public async Task CreateAsync_TwiceWhileTheFirstAnswerIsUnderWay_OneIsAnsweredAndTheOtherGetsTheConflict()
    {
        Exception?[] outcomes = await RaceAsync(firstIsLost: false);

        Assert.Null(outcomes[0]);
        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, Assert.IsType<ModelArtsApiException>(outcomes[1]).ErrorCode);
    }

    [Fact]
    public async Task CreateAsync_TwiceAndTheFirstIsLostWhileTheOtherLooks_OneFindsItAndTheOtherGetsTheConflict()
    {
        Exception?[] outcomes = await RaceAsync(firstIsLost: true);

        Assert.Single(outcomes, static outcome => outcome is null);
        Assert.Single(outcomes, static outcome => outcome is ModelArtsApiException { ErrorCode.Value: "ModelArts.6301" });
    }

    /// <summary>The first create is answered late, or lost late; the other is lost at once, and looks for what it has not made.</summary>
    private static async Task<Exception?[]> RaceAsync(bool firstIsLost)
    {
        VirtualClock clock = new();
        using LossyService service = new(clock);
        using SlowFirstPost network = new(service, clock, firstIsLost);
        ModelArtsClientOptions options = TestClient.Options(network);
        options.TimeProvider = clock;
        options.Retry = new ModelArtsRetryOptions();
        using ModelArtsClient client = new(options);
        service.Creates.Enqueue(Fate.Answered);
        service.Creates.Enqueue(Fate.ResetBeforeCommit);

        Exception?[] outcomes = await clock.RunAsync(() => Task.WhenAll(
            Record.ExceptionAsync(() => client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken)).AsTask(),
            Record.ExceptionAsync(() => client.DevEnvironments.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken)).AsTask()));

        Assert.Single(service.Instances);
        return outcomes;
    }

    private static Task<InstanceOperation> Create(CreateScenario scenario) =>
        scenario.Client.CreateAsync(ValidRequest.Create(), TestContext.Current.CancellationToken);

    private static ModelArtsClient Client(LossyService service, VirtualClock clock)
    {
        ModelArtsClientOptions options = TestClient.Options(service);
        options.TimeProvider = clock;
        options.Retry = new ModelArtsRetryOptions();
        return new ModelArtsClient(options);
    }

    private sealed class SlowFirstPost(HttpMessageHandler service, TimeProvider clock, bool isLost) : DelegatingHandler(service)
    {
        private int _posts;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bool isFirst = request.Method == HttpMethod.Post && ++_posts == 1;
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (isFirst)
            {
                // Longer than the service may take to show an instance.
                await Task.Delay(TimeSpan.FromSeconds(15), clock, cancellationToken);
            }

            return isFirst && isLost ? throw new HttpRequestException(HttpRequestError.ResponseEnded) : response;
        }
    }
}
