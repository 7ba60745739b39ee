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

        Assert.True(claimed.TryClaim("DE-1"));
        Assert.False(claimed.TryClaim("DE-1"));
        Assert.True(claimed.Contains("DE-1"));
        Assert.False(claimed.Contains("DE-2"));
        clock.Pass(TimeSpan.FromSeconds(210));
        Assert.False(claimed.TryClaim("DE-1"));
        clock.Pass(TimeSpan.FromTicks(1));
        Assert.True(claimed.TryClaim("DE-1"));
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
}
