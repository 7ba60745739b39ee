using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing;

namespace ModelArts.Sdk.ContractTests.Reliability;

/// <summary>Cases 1 to 3 and 18: a create whose answer is lost, or that another is ahead of.</summary>
public sealed class LostCreateCases : ReliabilityTest
{
    private static readonly Dictionary<string, Fault> BodyFaults = new() { ["reset"] = Fault.ResetMidBody, ["FIN"] = Fault.CloseMidBody };

    [Fact]
    public async Task Case01_CreateAsync_ResetAfterCommit_SendsOnePost()
    {
        Simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());

        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);

        Assert.True(operation.WasReconciled);
        Assert.Equal(Assert.Single(Simulator.Instances).Id, operation.InstanceId);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Create);
    }

    [Fact]
    public async Task Case01_CreateAsync_ResetAfterCommitAndNoList_SaysThatTheOutcomeIsUnknownAndHowToFindOut()
    {
        Simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());
        Simulator.Faults.On(SimulatorOperation.List).Times(1).Do(Fault.Error(403, new ModelArtsErrorCode("ModelArts.0105")));

        CreateOutcomeUnknownException exception = await Assert.ThrowsAsync<CreateOutcomeUnknownException>(() => Client.CreateAsync(Request, Cancellation));

        Simulator.Journal.ShouldHave(1, SimulatorOperation.Create);
        Assert.Single(exception.Attempts);
        Assert.Equal(Assert.Single(Simulator.Instances).Id, (await Client.FindByNameAsync(exception.Name, Cancellation))?.Id);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("FIN")]
    public async Task Case02_CreateAsync_ConnectionEndsWithinTheBody_SendsOnePost(string end)
    {
        Simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(BodyFaults[end]);

        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);

        Assert.True(operation.WasReconciled);
        Assert.Equal(Assert.Single(Simulator.Instances).Id, operation.InstanceId);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.Create);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task Case03_CreateAsync_GatewayGivesUpAfterCommit_SendsOnePost(int status)
    {
        Simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.GatewayPage(status).AfterCommit());

        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);

        Assert.True(operation.WasReconciled);
        Assert.Equal(Assert.Single(Simulator.Instances).Id, operation.InstanceId);
        Assert.Equal([SimulatorOperation.Create, SimulatorOperation.List], Seen);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task Case03_CreateAsync_GatewayGivesUpBeforeCommit_LooksBeforeItSendsAgain(int status)
    {
        Simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.GatewayPage(status).BeforeCommit());

        InstanceOperation operation = await Client.CreateAsync(Request, Cancellation);

        Assert.Equal(Assert.Single(Simulator.Instances).Id, operation.InstanceId);
        Simulator.Journal.ShouldHave(2, SimulatorOperation.Create);
        Assert.Equal(SimulatorOperation.Create, Seen[0]);
        Assert.Equal(SimulatorOperation.Create, Seen[^1]);
        Assert.All(Seen[1..^1], static operation => Assert.Equal(SimulatorOperation.List, operation));
        Assert.InRange(Seen.Length, 4, 40);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(408)]
    public async Task Case03_GetAsync_GatewayGivesUp_IsSentAgain(int status)
    {
        string id = await CreateAsync();
        Simulator.Faults.On(SimulatorOperation.Get).Times(3).Do(Fault.GatewayPage(status));

        DevEnvironmentInstance instance = await Client.GetAsync(id, Cancellation);

        Assert.Equal(id, instance.Id);
        Simulator.Journal.ShouldHave(4, SimulatorOperation.Get);
    }

    [Fact]
    public async Task Case18_CreateAsync_OneNameFromTwoProcesses_OneWinsAndTheOtherIsTold()
    {
        using ModelArtsClient other = MakeClient();

        Exception?[] outcomes = await Task.WhenAll(
            Record.ExceptionAsync(() => Client.CreateAsync(Request, Cancellation)).AsTask(),
            Record.ExceptionAsync(() => other.DevEnvironments.CreateAsync(Request, Cancellation)).AsTask());

        Assert.Single(outcomes, static outcome => outcome is null);
        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, Assert.Single(outcomes.OfType<ModelArtsApiException>()).ErrorCode);
        Assert.Single(Simulator.Instances);
    }

    [Fact]
    public async Task Case18_CreateAsync_TwiceInOneProcessWithBothAnswersLost_OneGetsTheInstanceAndTheOtherIsTold()
    {
        Simulator.Faults.On(SimulatorOperation.Create).Times(2).Do(Fault.Reset.AfterCommit());

        Exception?[] outcomes = await Task.WhenAll(
            Record.ExceptionAsync(() => Client.CreateAsync(Request, Cancellation)).AsTask(),
            Record.ExceptionAsync(() => Client.CreateAsync(Request, Cancellation)).AsTask());

        Assert.Single(outcomes, static outcome => outcome is null);
        Assert.Equal(ModelArtsErrorCode.InstanceNameExists, Assert.Single(outcomes.OfType<ModelArtsApiException>()).ErrorCode);
        Assert.Single(Simulator.Instances);
    }
}
