using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Sdk;

public class LifecycleTests : SdkTest
{
    private protected virtual string[] Shown(string before, params string[] statuses) => statuses;

    [Fact]
    public async Task EveryOperation_OneAfterTheOther_IsWaitedForToItsGoal()
    {
        InstanceOperation create = await Environments.CreateAsync(RequestOf("notebook"), Cancellation);
        List<string> seen = [];
        Assert.Equal(InstanceStatus.Running, (await create.WaitAsync(EveryPoll(seen), Cancellation)).Status);
        Assert.Equal(["CREATING", "STARTING", "RUNNING"], seen);

        await ExpectAsync(await Environments.RestartAsync(create.InstanceId, Cancellation), "RUNNING", "RESTARTING", "RUNNING");
        await ExpectAsync(await Environments.StopAsync(create.InstanceId, Cancellation), "RUNNING", "STOPPING", "STOPPED");
        await ExpectAsync(await Environments.StartAsync(create.InstanceId, Cancellation), "STOPPED", "STARTING", "RUNNING");
        await ExpectAsync(await Environments.StopAsync(create.InstanceId, Cancellation), "RUNNING", "STOPPING", "STOPPED");
        await ExpectAsync(await Environments.DeleteAsync(create.InstanceId, Cancellation), "STOPPED", "DELETING", "DELETED");

        Assert.Empty(Simulator.Instances);
        Simulator.Journal.ShouldHave(2, SimulatorOperation.Stop, entry => entry.StatusCode == 200);
        Simulator.Journal.ShouldHave(0, SimulatorOperation.Unmatched);
    }

    [Fact]
    public async Task StopThenDelete_Running_EndsWithNoInstance()
    {
        InstanceOperation running = await RunAsync();

        InstanceOperation delete = await Environments.StopThenDeleteAsync(running.InstanceId, EveryPoll(), Cancellation);
        DevEnvironmentInstance gone = await delete.WaitAsync(EveryPoll(), Cancellation);

        Assert.Equal(InstanceStatus.Deleted, gone.Status);
        Assert.Empty(Simulator.Instances);
        Simulator.Journal.ShouldHave(2, SimulatorOperation.Delete);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Delete, entry => entry.ErrorCode == ModelArtsErrorCode.InstanceMustBeStopped);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Stop);
    }

    [Fact]
    public async Task AnyAction_TakenTwice_IsAdoptedUnlessStrict()
    {
        InstanceOperation running = await RunAsync();

        InstanceOperation start = await Environments.StartAsync(running.InstanceId, Cancellation);
        Assert.True(start.HasSucceeded);
        await Environments.StopAsync(running.InstanceId, Cancellation);
        InstanceOperation stop = await Environments.StopAsync(running.InstanceId, Cancellation);
        ModelArtsApiException refused = await Assert.ThrowsAsync<ModelArtsApiException>(
            () => Environments.StopAsync(running.InstanceId, new InstanceActionOptions { Strict = true }, Cancellation));

        Assert.Equal(InstanceStatus.Stopped, (await stop.WaitAsync(EveryPoll(), Cancellation)).Status);
        Assert.Equal(ModelArtsErrorCode.InstanceIsStopping, refused.ErrorCode);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Start, entry => entry.ErrorCode == ModelArtsErrorCode.InstanceAlreadyRunning);
    }

    [Fact]
    public async Task GetOperation_InAnotherClient_GoesOn()
    {
        InstanceOperation create = await Environments.CreateAsync(RequestOf("notebook"), Cancellation);
        ModelArtsClientOptions options = Simulator.CreateClientOptions();
        options.TimeProvider = TimeProvider.System;
        using ModelArtsClient other = new(options);

        DevEnvironmentInstance instance =
            await other.DevEnvironments.GetOperation(create.InstanceId, InstanceGoal.Running).WaitAsync(EveryPoll(), Cancellation);

        Assert.Equal(InstanceStatus.Running, instance.Status);
    }

    private async Task ExpectAsync(InstanceOperation operation, string before, params string[] statuses)
    {
        List<string> seen = [];
        await operation.WaitAsync(EveryPoll(seen), Cancellation);

        Assert.True(operation.HasSucceeded);
        Assert.Equal(Shown(before, statuses), seen);
    }
}

/// <summary>The same where the service shows for a while what was before.</summary>
public sealed class LaggingLifecycleTests : LifecycleTests
{
    private protected override SimulatorOptions Options => new() { ActionLag = TimeSpan.FromSeconds(2) };

    private protected override string[] Shown(string before, params string[] statuses) => [before, .. statuses];
}
