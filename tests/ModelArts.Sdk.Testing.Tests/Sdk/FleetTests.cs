using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Sdk;

public sealed class FleetTests : SdkTest
{
    private static readonly InstanceFlavor Free = "modelarts.vm.cpu.free";

    private protected override SimulatorOptions Options => new()
    {
        FreeCapacity = 1,
        FreeRunDuration = TimeSpan.FromSeconds(50),
        StartsAfterQueue = false,
        ActionLag = TimeSpan.FromSeconds(2),
    };

    [Fact]
    public async Task WaitAll_GoalsOfEachKindAndAFailure_EndsEachByItself()
    {
        InstanceOperation toStop = await RunAsync("to-stop");
        InstanceOperation toDelete = await RunAsync("to-delete");
        InstanceOperation toRestart = await RunAsync("to-restart");
        await (await Environments.StopAsync(toDelete.InstanceId, Cancellation)).WaitAsync(EveryPoll(), Cancellation);
        Simulator.NextCreate.WillFail("image pull failed", "ModelArts.6360");
        InstanceOperation failing = await Environments.CreateAsync(RequestOf("failing"), Cancellation);
        InstanceOperation creating = await Environments.CreateAsync(RequestOf("creating"), Cancellation);
        Simulator.Journal.Clear();

        IReadOnlyList<InstanceOperation> all = await Environments.WaitAllAsync(
            [
                await Environments.StopAsync(toStop.InstanceId, Cancellation),
                await Environments.DeleteAsync(toDelete.InstanceId, Cancellation),
                await Environments.RestartAsync(toRestart.InstanceId, Cancellation),
                failing,
                creating,
            ],
            EveryPoll(seconds: 0.5),
            Cancellation);

        Assert.Equal([true, true, true, false, true], all.Select(operation => operation.HasSucceeded));
        InstanceOperationFailedException failure = Assert.IsType<InstanceOperationFailedException>(all[3].Failure);
        Assert.Equal(("image pull failed", ModelArtsErrorCode.CapacityInsufficient), (failure.FailureReason?.Message, failure.ErrorCode));
        Assert.NotEmpty(Simulator.Journal.Of(SimulatorOperation.List));
        Assert.Equal(
            ["CREATE_FAILED", "RUNNING", "RUNNING", "STOPPED"],
            Simulator.Instances.Select(instance => instance.Status.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CreateAndWait_InTheQueueAndStartedWhenReady_ComesToRunWithItsRankInTheProgress()
    {
        await Environments.CreateAsync(RequestOf("first", Free), Cancellation);
        InstanceOperation second = await Environments.CreateAsync(RequestOf("second", Free), Cancellation);
        List<string> seen = [];
        WaitOptions options = EveryPoll(seen) with { StartWhenReady = true };

        await second.WaitAsync(options, Cancellation);

        Assert.Equal(["CREATE_QUEUING", "READY_TO_START", "STARTING", "RUNNING"], seen);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Start, entry => entry.StatusCode == 200);
    }

    [Fact]
    public async Task CreateAndWait_InTheQueue_SaysRankAndRemainingTime()
    {
        await Environments.CreateAsync(RequestOf("first", Free), Cancellation);
        await Environments.CreateAsync(RequestOf("second", Free), Cancellation);
        InstanceOperation third = await Environments.CreateAsync(RequestOf("third", Free), Cancellation);

        QueuingInfo? place = (await third.UpdateAsync(Cancellation))?.QueuingInfo;

        // The first 10 + 20 + 50 + 5, the second started at once 20 + 50 + 5.
        Assert.Equal((2, TimeSpan.FromSeconds(160), InstanceStatus.CreateQueuing), (place?.Rank, place?.RemainTime, place?.Status));
        Assert.Equal(Clock.GetUtcNow() + TimeSpan.FromSeconds(160), place?.EndTimestamp);
    }

    [Fact]
    public async Task QueueAndDequeue_ThroughTheSdk_ReachTheirGoals()
    {
        InstanceOperation first = await Environments.CreateAsync(RequestOf("first", Free), Cancellation);
        InstanceOperation second = await Environments.CreateAsync(RequestOf("second", Free), Cancellation);
        Advance(85);
        Assert.Equal(["STOPPED", "READY_TO_START"], Simulator.Instances.Select(instance => instance.Status.Value));

        InstanceOperation queued = await Environments.QueueAsync(first.InstanceId, Cancellation);
        InstanceOperation dequeued = await Environments.DequeueAsync(second.InstanceId, Cancellation);

        Assert.Equal(InstanceStatus.Stopped, (await dequeued.WaitAsync(EveryPoll(), Cancellation)).Status);
        Assert.Equal(InstanceStatus.Running, (await queued.WaitAsync(EveryPoll() with { StartWhenReady = true }, Cancellation)).Status);
    }

    [Fact]
    public async Task Dequeue_CreateQueuing_EndsWithNoInstance()
    {
        await Environments.CreateAsync(RequestOf("first", Free), Cancellation);
        InstanceOperation second = await Environments.CreateAsync(RequestOf("second", Free), Cancellation);

        InstanceOperation dequeued = await Environments.DequeueAsync(second.InstanceId, Cancellation);

        Assert.Equal(InstanceStatus.Deleted, (await dequeued.WaitAsync(EveryPoll(), Cancellation)).Status);
        Assert.Equal("first", Assert.Single(Simulator.Instances).Name);
    }
}
