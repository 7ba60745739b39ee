using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.ContractTests.Reliability;

/// <summary>Cases 10 to 12 and 17: an instance's life among failures.</summary>
public sealed class LifeCases : ReliabilityTest
{
    private static readonly Dictionary<string, (SimulatorOperation Operation, Fault Fault)> Stuck = new()
    {
        ["connection"] = (SimulatorOperation.Connect, Fault.Hang),
        ["headers"] = (SimulatorOperation.Get, Fault.Hang),
        ["body"] = (SimulatorOperation.Get, Fault.EndlessBody(TimeSpan.FromMilliseconds(20))),
        ["pause"] = (SimulatorOperation.Get, Fault.RetryAfter(TimeSpan.FromMinutes(2))),
    };

    public static TheoryData<string> AwaitPoints => [.. Stuck.Keys];

    private protected override SimulatorOptions SimulatorOptions => base.SimulatorOptions with { Latency = TimeSpan.Zero };

    [Theory]
    [MemberData(nameof(AwaitPoints))]
    public async Task Case10_GetAsync_CancelledAnywhere_CarriesTheCallersToken(string where)
    {
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(60));
        Simulator.Faults.On(Stuck[where].Operation).Do(Stuck[where].Fault);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.GetAsync("DE-1", cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task Case10_WaitAsync_Cancelled_TheOperationStillKnowsTheInstance()
    {
        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(60));
        Simulator.Faults.On(SimulatorOperation.Get).Times(1).Do(Fault.Hang);

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => operation.WaitAsync(Quickly, cancellation.Token));

        // On a busy machine it may have been cancelled before the fault could strike.
        Simulator.Faults.Clear();
        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal(InstanceStatus.Running, (await Client.GetOperation(operation.InstanceId, InstanceGoal.Running).WaitAsync(Quickly, Cancellation)).Status);
    }

    [Fact]
    public async Task Case11_WaitAsync_PollsFailInEveryWay_IsRunningInTheEnd()
    {
        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);
        Simulator.Faults.On(SimulatorOperation.Get).Times(4).DoInTurn(
            Fault.Status(500),
            Fault.Reset,
            Fault.Error(400, ModelArtsErrorCode.InstanceNotFound),
            Fault.ReplaceBody(FaultBody.Of($$"""{"id":"{{operation.InstanceId}}","status":"SOMETHING_NEW"}""")));

        DevEnvironmentInstance instance = await operation.WaitAsync(Quickly, Cancellation);

        Assert.Equal(InstanceStatus.Running, instance.Status);
        Simulator.Journal.ShouldHave(4, SimulatorOperation.Get, static entry => entry.Fault is not null);
    }

    [Fact]
    public async Task Case12_WaitAsync_CreateFails_IsTypedWithIdAndReasonAndDeletesNothing()
    {
        Simulator.NextCreate.WillFail("no card is free", ModelArtsErrorCode.NoResources);
        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(() => operation.WaitAsync(Quickly, Cancellation));

        Assert.Equal((operation.InstanceId, InstanceStatus.CreateFailed), (exception.InstanceId, exception.Status));
        Assert.Contains("no card is free", exception.Message, StringComparison.Ordinal);
        Simulator.Journal.ShouldHave(0, SimulatorOperation.Delete);
    }

    [Fact]
    public async Task Case12_WaitAsync_DeletedByAnother_IsTypedWithTheId()
    {
        string id = await RunAsync();
        await (await Client.StopAsync(id, Cancellation)).WaitAsync(Quickly, Cancellation);
        InstanceOperation start = await Client.StartAsync(id, Cancellation);
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.ReplaceBody(FaultBody.Of($$"""{"id":"{{id}}","status":"DELETED"}""")));

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(() => start.WaitAsync(Quickly, Cancellation));

        Assert.Equal((id, InstanceStatus.Deleted), (exception.InstanceId, exception.Status));
    }

    [Fact]
    public async Task Case12_WaitAsync_NeverRuns_IsATimeoutWithTheIdAndDeletesNothing()
    {
        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);
        Simulator.Faults.On(SimulatorOperation.Get).Do(Fault.ReplaceBody(FaultBody.Of($$"""{"id":"{{operation.InstanceId}}","status":"STARTING"}""")));

        WaitTimeoutException exception = await Assert.ThrowsAsync<WaitTimeoutException>(
            () => operation.WaitAsync(Quickly with { Timeout = TimeSpan.FromSeconds(2) }, Cancellation));

        Assert.Equal((operation.InstanceId, InstanceStatus.Starting), (exception.InstanceId, exception.LastStatus));
        Simulator.Journal.ShouldHave(0, SimulatorOperation.Delete);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Case17_StopAsync_AnswerLostAfterCommit_HasWorkedTheFirstTime(bool strict)
    {
        string id = await RunAsync();
        Simulator.Faults.On(SimulatorOperation.Stop).Times(1).Do(Fault.Reset.AfterCommit());

        InstanceOperation operation = await Client.StopAsync(id, new InstanceActionOptions { Strict = strict }, Cancellation);

        Assert.Equal(InstanceStatus.Stopped, (await operation.WaitAsync(Quickly, Cancellation)).Status);
        Assert.Equal([true, false], Simulator.Journal.ShouldHave(2, SimulatorOperation.Stop).Select(static entry => entry.Committed));
    }

    [Fact]
    public async Task Case17_StartAsync_AnswerLostAfterCommit_HasWorkedTheFirstTime()
    {
        string id = await RunAsync();
        await (await Client.StopAsync(id, Cancellation)).WaitAsync(Quickly, Cancellation);
        Simulator.Faults.On(SimulatorOperation.Start).Times(1).Do(Fault.GatewayPage(504).AfterCommit());

        InstanceOperation operation = await Client.StartAsync(id, Cancellation);

        Assert.Equal(InstanceStatus.Running, (await operation.WaitAsync(Quickly, Cancellation)).Status);
        Assert.Equal([true, false], Simulator.Journal.ShouldHave(2, SimulatorOperation.Start).Select(static entry => entry.Committed));
    }

    [Fact]
    public async Task Case17_DeleteAsync_AnswerLostAfterCommit_HasWorkedTheFirstTime()
    {
        string id = await RunAsync();
        await (await Client.StopAsync(id, Cancellation)).WaitAsync(Quickly, Cancellation);
        Simulator.Faults.On(SimulatorOperation.Delete).Times(1).Do(Fault.Close.AfterCommit());

        InstanceOperation operation = await Client.DeleteAsync(id, Cancellation);
        await operation.WaitAsync(Quickly, Cancellation);

        Assert.True(operation.HasSucceeded);
        Assert.Equal([true, false], Simulator.Journal.ShouldHave(2, SimulatorOperation.Delete).Select(static entry => entry.Committed));
    }

    [Fact]
    public async Task Case17_RestartAsync_AnswerLostAfterCommit_RestartsOnce()
    {
        string id = await RunAsync();
        Simulator.Faults.On(SimulatorOperation.Restart).Times(1).Do(Fault.Reset.AfterCommit());

        InstanceOperation operation = await Client.RestartAsync(id, Cancellation);
        await operation.WaitAsync(Quickly, Cancellation);

        Simulator.Journal.ShouldHave(1, SimulatorOperation.Restart, static entry => entry.Committed);
    }

    [Fact]
    public async Task Case17_DeleteAsync_NothingLost_NoSuchInstanceIsAnError()
    {
        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => Client.DeleteAsync("DE-unknown", Cancellation));

        Assert.Equal(ModelArtsErrorCode.InstanceNotFound, exception.ErrorCode);
    }
}
