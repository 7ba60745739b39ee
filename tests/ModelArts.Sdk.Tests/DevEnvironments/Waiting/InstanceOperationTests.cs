using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

public sealed class InstanceOperationTests
{
    [Fact]
    public async Task UpdateAsync_Asked_PollsOnceAndKeepsWhatItSaw()
    {
        using WaitScenario scenario = new(Answer.Status("STARTING"), Answer.Status("RUNNING"));
        InstanceOperation operation = await scenario.CreateAsync();
        Assert.Equal(InstanceStatus.Creating, operation.Instance?.Status);

        DevEnvironmentInstance? instance = await operation.UpdateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(InstanceStatus.Starting, instance?.Status);
        Assert.Same(instance, operation.Instance);
        Assert.False(operation.HasCompleted);
        Assert.Equal("DE-1: STARTING, to be Running", operation.ToString());

        await operation.UpdateAsync(TestContext.Current.CancellationToken);
        Assert.True(operation.HasCompleted);
        Assert.Equal(2, scenario.Polls);
    }

    [Fact]
    public async Task UpdateAsync_InstanceFailed_CompletesTheOperationWithoutThrowing()
    {
        using WaitScenario scenario = new(Answer.Status("CREATE_FAILED"));
        InstanceOperation operation = await scenario.CreateAsync();

        await operation.UpdateAsync(TestContext.Current.CancellationToken);

        Assert.True(operation.HasCompleted);
    }

    [Fact]
    public async Task WaitAsync_AfterSuccess_SendsNothing()
    {
        using WaitScenario scenario = new(Answer.Status("RUNNING"));
        InstanceOperation operation = await scenario.CreateAsync();
        DevEnvironmentInstance first = await operation.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        DevEnvironmentInstance second = await operation.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Same(first, second);
        Assert.Equal(1, scenario.Polls);
    }

    [Fact]
    public async Task WaitAsync_AfterFailure_ThrowsAgainAndSendsNothing()
    {
        using WaitScenario scenario = new(Answer.Status("START_FAILED"));
        InstanceOperation operation = await scenario.CreateAsync();
        await operation.UpdateAsync(TestContext.Current.CancellationToken);

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(
            () => operation.WaitAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(InstanceStatus.StartFailed, exception.Status);
        Assert.Equal(1, scenario.Polls);
    }

    [Fact]
    public async Task WaitAsync_TwoAtOnce_BothEnd()
    {
        using WaitScenario scenario = new([.. Enumerable.Repeat(Answer.Status("CREATING"), 6), Answer.Status("RUNNING")]);
        InstanceOperation operation = await scenario.CreateAsync();

        DevEnvironmentInstance[] instances = await scenario.Clock.RunAsync(Task.WhenAll(
            scenario.WaitAsync(operation, null, TestContext.Current.CancellationToken),
            scenario.WaitAsync(operation, null, TestContext.Current.CancellationToken)));

        Assert.All(instances, instance => Assert.Equal(InstanceStatus.Running, instance.Status));
        Assert.True(operation.HasCompleted);
    }

    [Fact]
    public async Task WaitAsync_TwoAtOnceAndOneCancelled_TheOtherGoesOn()
    {
        using WaitScenario scenario = new([.. Enumerable.Repeat(Answer.Status("CREATING"), 4), Answer.Status("RUNNING")]);
        InstanceOperation operation = await scenario.CreateAsync();
        using CancellationTokenSource cancellation = new();
        Task<DevEnvironmentInstance> dropped = scenario.WaitAsync(operation, null, cancellation.Token);
        Task<DevEnvironmentInstance> kept = scenario.WaitAsync(operation, null, TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped);
        Assert.Equal(InstanceStatus.Running, (await scenario.Clock.RunAsync(kept)).Status);
    }

    [Fact]
    public async Task Double_OverridesWhatItNeeds_NeedsNoClient()
    {
        FakeOperation operation = new();

        Assert.Equal("faked", (await operation.WaitAsync(cancellationToken: TestContext.Current.CancellationToken)).Id);
        Assert.False(operation.HasCompleted);
        Assert.Equal("", operation.InstanceId);
    }

    private sealed class FakeOperation : InstanceOperation
    {
        public override Task<DevEnvironmentInstance> WaitAsync(WaitOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new DevEnvironmentInstance { Id = "faked" });
    }
}
