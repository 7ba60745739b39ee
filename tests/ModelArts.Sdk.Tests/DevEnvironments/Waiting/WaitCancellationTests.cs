using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>A cancelled wait ends at once, the clock standing still, with the caller's own token.</summary>
public sealed class WaitCancellationTests
{
    [Fact]
    public async Task WaitAsync_CancelledDuringThePause_EndsAtOnceWithTheCallersToken()
    {
        using WaitScenario scenario = new(Answer.Status("CREATING"));
        InstanceOperation operation = await scenario.CreateAsync();
        using CancellationTokenSource cancellation = new();
        Task<DevEnvironmentInstance> wait = scenario.WaitAsync(operation, null, cancellation.Token);
        Assert.NotNull(await scenario.Clock.PauseBeginsAsync(wait));

        await cancellation.CancelAsync();

        await AssertCancelledAsync(wait, cancellation.Token);
        Assert.Equal(1, scenario.Polls);
    }

    [Fact]
    public async Task WaitAsync_CancelledDuringAPoll_EndsAtOnceWithTheCallersToken()
    {
        using WaitScenario scenario = new();
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        scenario.OnPoll = (_, cancellationToken) =>
        {
            asked.SetResult();
            return Never.AnswerAsync(cancellationToken);
        };
        InstanceOperation operation = await scenario.CreateAsync();
        using CancellationTokenSource cancellation = new();
        Task<DevEnvironmentInstance> wait = scenario.WaitAsync(operation, null, cancellation.Token);
        await asked.Task;

        await cancellation.CancelAsync();

        await AssertCancelledAsync(wait, cancellation.Token);
    }

    [Fact]
    public async Task WaitAsync_CancelledBefore_SendsNothing()
    {
        using WaitScenario scenario = new(Answer.Status("RUNNING"));
        InstanceOperation operation = await scenario.CreateAsync();
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();

        await AssertCancelledAsync(scenario.WaitAsync(operation, null, cancellation.Token), cancellation.Token);
        Assert.Equal(0, scenario.Polls);
    }

    [Fact]
    public async Task WaitAsync_CancelledAndTakenUpAgain_GoesOn()
    {
        using WaitScenario scenario = new(Answer.Status("CREATING"), Answer.Status("RUNNING"));
        InstanceOperation operation = await scenario.CreateAsync();
        using CancellationTokenSource cancellation = new();
        Task<DevEnvironmentInstance> wait = scenario.WaitAsync(operation, null, cancellation.Token);
        await scenario.Clock.PauseBeginsAsync(wait);
        await cancellation.CancelAsync();
        await AssertCancelledAsync(wait, cancellation.Token);

        DevEnvironmentInstance instance = await operation.WaitAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(InstanceStatus.Running, instance.Status);
    }

    private static async Task AssertCancelledAsync(Task<DevEnvironmentInstance> wait, CancellationToken expected)
    {
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => wait.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(expected, exception.CancellationToken);
        Assert.Contains(Answer.InstanceId, exception.Message, StringComparison.Ordinal);
        Assert.True(wait.IsCanceled);
    }
}
