using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>How a wait for many ends before all of them have: by its deadline, or by its caller.</summary>
public sealed class FleetEndTests
{
    private static readonly WaitOptions OneMinute = new() { Timeout = TimeSpan.FromSeconds(61) };

    [Fact]
    public async Task WaitAllAsync_NotAllInTime_GivesUpOnTheRestOnly()
    {
        using FleetScenario scenario = new();
        InstanceOperation good = scenario.Add("good", InstanceGoal.Running, "STARTING", "RUNNING");
        InstanceOperation failed = scenario.Add("failed", InstanceGoal.Running, "START_FAILED");
        InstanceOperation slow = scenario.Add("slow", InstanceGoal.Running, "STARTING");
        InstanceOperation slower = scenario.Add("slower", InstanceGoal.Deleted, "STOPPED");

        await scenario.WaitAllAsync([good, failed, slow, slower], OneMinute);

        Assert.True(good.HasSucceeded);
        Assert.Null(good.Failure);
        Assert.IsType<InstanceOperationFailedException>(failed.Failure);
        WaitTimeoutException timeout = Assert.IsType<WaitTimeoutException>(slow.Failure);
        Assert.Equal(("slow", InstanceGoal.Running, "STARTING"), (timeout.InstanceId, timeout.Goal, timeout.LastStatus.Value));
        Assert.Equal(OneMinute.Timeout, timeout.Timeout);
        timeout = Assert.IsType<WaitTimeoutException>(slower.Failure);
        Assert.Equal(("slower", InstanceGoal.Deleted, "STOPPED"), (timeout.InstanceId, timeout.Goal, timeout.LastStatus.Value));
        Assert.False(slower.HasCompleted);
    }

    [Fact]
    public async Task WaitAllAsync_DeadlineDuringAPoll_KeepsWhatThatPollHasFoundAlready()
    {
        using FleetScenario scenario = new();
        InstanceOperation listed = scenario.Add("listed", InstanceGoal.Running, "RUNNING");
        InstanceOperation hanging = scenario.Add("hanging", InstanceGoal.Running, "STARTING");
        scenario.Hide("hanging");
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        scenario.OnRequest = (what, cancellationToken) =>
        {
            if (what != "get hanging")
            {
                return null;
            }

            asked.SetResult();
            return Never.AnswerAsync(cancellationToken);
        };
        Task<IReadOnlyList<InstanceOperation>> wait = scenario.BeginWaitAll([listed, hanging], OneMinute, TestContext.Current.CancellationToken);
        Task run = scenario.Clock.RunAsync(wait);
        await asked.Task;

        scenario.Clock.Advance(OneMinute.Timeout);
        await run;

        Assert.True(listed.HasSucceeded);
        Assert.Null(listed.Failure);
        Assert.IsType<WaitTimeoutException>(hanging.Failure);
    }

    [Fact]
    public async Task WaitAllAsync_PauseWouldPassTheDeadline_LooksOnceMoreShortlyBeforeIt()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = [scenario.Add("a", InstanceGoal.Running, "STARTING"), scenario.Add("b", InstanceGoal.Running, "STARTING")];

        await scenario.WaitAllAsync(operations, OneMinute);

        InstanceProgress last = scenario.Progress.Last(progress => progress.Elapsed < OneMinute.Timeout);
        Assert.Equal(59, last.Elapsed.TotalSeconds, tolerance: 0.01);
    }

    [Fact]
    public async Task WaitAllAsync_InfiniteTimeout_WaitsAsLongAsItTakes()
    {
        using FleetScenario scenario = new();
        InstanceOperation operation = scenario.Add("a", InstanceGoal.Running, [.. Enumerable.Repeat("STARTING", 300), "RUNNING"]);

        await scenario.WaitAllAsync([operation], new WaitOptions { Timeout = Timeout.InfiniteTimeSpan });

        Assert.True(operation.HasSucceeded);
    }

    [Fact]
    public async Task WaitAllAsync_CancelledDuringThePause_EndsWithTheCallersTokenAndKeepsWhatItFound()
    {
        using FleetScenario scenario = new();
        InstanceOperation good = scenario.Add("good", InstanceGoal.Running, "RUNNING");
        InstanceOperation slow = scenario.Add("slow", InstanceGoal.Running, "STARTING");
        using CancellationTokenSource cancellation = new();
        Task<IReadOnlyList<InstanceOperation>> wait = scenario.BeginWaitAll([good, slow], null, cancellation.Token);
        Assert.NotNull(await scenario.Clock.PauseBeginsAsync(wait));

        await cancellation.CancelAsync();

        await AssertCancelledAsync(wait, cancellation.Token);
        Assert.True(good.HasSucceeded);
        Assert.Null(slow.Failure);
        Assert.False(slow.HasCompleted);
    }

    [Theory]
    [InlineData("list 0", 2)]
    [InlineData("get hidden", 1)]
    public async Task WaitAllAsync_CancelledDuringARequest_EndsWithTheCallersToken(string hanging, int left)
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = [scenario.Add("a", InstanceGoal.Running, "RUNNING"), scenario.Add("hidden", InstanceGoal.Running, "STARTING")];
        scenario.Hide("hidden");
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        scenario.OnRequest = (what, cancellationToken) =>
        {
            if (what != hanging)
            {
                return null;
            }

            asked.TrySetResult();
            return Never.AnswerAsync(cancellationToken);
        };
        using CancellationTokenSource cancellation = new();
        Task<IReadOnlyList<InstanceOperation>> wait = scenario.BeginWaitAll(operations, null, cancellation.Token);
        Task run = scenario.Clock.RunAsync(wait);
        await asked.Task;

        await cancellation.CancelAsync();

        await AssertCancelledAsync(wait, cancellation.Token);
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal($"The wait for instances was cancelled, with {left} still to come; they go on.", exception.Message);
    }

    [Fact]
    public async Task WaitAllAsync_CancelledBefore_SendsNothing()
    {
        using FleetScenario scenario = new();
        InstanceOperation operation = scenario.Add("a", InstanceGoal.Running, "RUNNING");
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();

        await AssertCancelledAsync(scenario.BeginWaitAll([operation], null, cancellation.Token), cancellation.Token);

        Assert.Empty(scenario.Sent);
    }

    private static async Task AssertCancelledAsync(Task wait, CancellationToken expected)
    {
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => wait.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(expected, exception.CancellationToken);
        Assert.True(wait.IsCanceled);
    }
}
