using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Create;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace ModelArts.Sdk.Tests.DevEnvironments;

/// <summary>How an application is tested that uses the library: with a double of the client, and models in the states that it needs.</summary>
public sealed class ModelFactoryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task ServiceOfAnApplication_InstanceComesToRun_IsTestedWithoutANetwork()
    {
        DevEnvironmentsClient client = Substitute.For<DevEnvironmentsClient>();
        client.CreateAsync(Arg.Is<CreateInstanceRequest>(request => request.Name == "notebook"), Arg.Any<CancellationToken>())
            .Returns(ModelArtsModelFactory.InstanceOperation(At(InstanceStatus.Creating), then: [At(InstanceStatus.Starting), At(InstanceStatus.Running)]));

        Assert.Equal("DE-1 is RUNNING", await new NotebookService(client).OpenAsync(None));

        await client.DidNotReceiveWithAnyArgs().DeleteAsync(default!, None);
    }

    [Fact]
    public async Task ServiceOfAnApplication_InstanceFails_IsSeenToDeleteIt()
    {
        DevEnvironmentsClient client = Substitute.For<DevEnvironmentsClient>();
        client.CreateAsync(default!, None).ReturnsForAnyArgs(
            ModelArtsModelFactory.InstanceOperation(At(InstanceStatus.Creating), then: [At(InstanceStatus.CreateFailed)]));

        Assert.Equal("failed", await new NotebookService(client).OpenAsync(None));

        await client.Received(1).DeleteAsync("DE-1", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task ServiceOfAnApplication_NameIsTaken_FindsTheOneThatThereIs()
    {
        DevEnvironmentsClient client = Substitute.For<DevEnvironmentsClient>();
        client.CreateAsync(default!, None).ThrowsAsyncForAnyArgs(
            new ModelArtsApiException("taken", System.Net.HttpStatusCode.BadRequest, ModelArtsErrorCode.InstanceNameExists));
        client.FindByNameAsync("notebook", Arg.Any<CancellationToken>()).Returns(At(InstanceStatus.Running));

        Assert.Equal("DE-1 is RUNNING", await new NotebookService(client).OpenAsync(None));
    }

    [Fact]
    public async Task Client_ItsMembersAreAllReplaced()
    {
        ModelArtsClient client = Substitute.For<ModelArtsClient>();
        DevEnvironmentsClient environments = Substitute.For<DevEnvironmentsClient>();
        client.DevEnvironments.Returns(environments);
        environments.ListPageAsync(default!, None).ReturnsForAnyArgs(ModelArtsModelFactory.InstancePage([At(InstanceStatus.Running)], totalCount: 7));

        InstancePage page = await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), None);

        Assert.Equal((7, "DE-1"), (page.TotalCount, Assert.Single(page.Instances).Id));
        Assert.Equal(1, ModelArtsModelFactory.InstancePage([At(InstanceStatus.Running)]).TotalCount);
    }

    [Theory]
    [InlineData(InstanceGoal.Running, "CREATING", false, false, false)]
    [InlineData(InstanceGoal.Running, "RUNNING", true, true, false)]
    [InlineData(InstanceGoal.Running, "START_FAILED", true, false, true)]
    [InlineData(InstanceGoal.Running, "STOPPED", true, false, true)]
    [InlineData(InstanceGoal.Stopped, "STOPPING", false, false, false)]
    [InlineData(InstanceGoal.Stopped, "STOPPED", true, true, false)]
    [InlineData(InstanceGoal.Deleted, "DELETING", false, false, false)]
    [InlineData(InstanceGoal.Deleted, "DELETED", true, true, false)]
    public void InstanceOperation_InAStatus_IsWhatItWouldBeInEarnest(InstanceGoal goal, string status, bool completed, bool succeeded, bool failed)
    {
        InstanceOperation operation = ModelArtsModelFactory.InstanceOperation(At(new InstanceStatus(status)), goal, wasReconciled: completed);

        Assert.Equal((completed, succeeded, failed), (operation.HasCompleted, operation.HasSucceeded, operation.Failure is not null));
        Assert.Equal(("DE-1", goal, status, completed), (operation.InstanceId, operation.Goal, operation.Instance?.Status.Value, operation.WasReconciled));
    }

    [Fact]
    public async Task WaitAsync_StillUnderWayAfterTheLast_HasTimedOut()
    {
        InstanceOperation operation = ModelArtsModelFactory.InstanceOperation(At(InstanceStatus.Creating), then: [At(InstanceStatus.Starting)]);

        WaitTimeoutException exception = await Assert.ThrowsAsync<WaitTimeoutException>(() => operation.WaitAsync(cancellationToken: None));

        Assert.Equal(InstanceStatus.Starting, exception.LastStatus);
    }

    [Fact]
    public async Task UpdateAsync_LookByLook_ShowsOneAfterTheOther()
    {
        InstanceOperation operation = ModelArtsModelFactory.InstanceOperation(
            At(InstanceStatus.Stopped), InstanceGoal.Deleted, [At(InstanceStatus.Deleting), At(InstanceStatus.Deleted)]);

        Assert.Equal(InstanceStatus.Deleting, (await operation.UpdateAsync(None))?.Status);
        Assert.False(operation.HasCompleted);
        Assert.Null(await operation.UpdateAsync(None));
        Assert.True(operation.HasSucceeded);
        Assert.Equal(InstanceStatus.Deleted, (await operation.WaitAsync(cancellationToken: None)).Status);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_IsCancelled()
    {
        InstanceOperation operation = ModelArtsModelFactory.InstanceOperation(At(InstanceStatus.Creating), then: [At(InstanceStatus.Running)]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => operation.WaitAsync(cancellationToken: new CancellationToken(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => operation.UpdateAsync(new CancellationToken(canceled: true)));
        Assert.Equal(InstanceStatus.Creating, operation.Instance?.Status);
    }

    [Fact]
    public async Task WaitAsync_WithProgress_IsToldOfEachLook()
    {
        List<string> seen = [];
        InstanceOperation operation = ModelArtsModelFactory.InstanceOperation(At(InstanceStatus.Creating), then: [At(InstanceStatus.Starting), At(InstanceStatus.Running)]);

        await operation.WaitAsync(new WaitOptions { Progress = new Listener(seen) }, None);

        Assert.Equal(["STARTING 1", "RUNNING 2"], seen);
    }

    [Fact]
    public async Task StopThenDeleteAsync_OfADoubleThatOverridesItsParts_AsksThose()
    {
        HandMade client = new();

        await client.StopThenDeleteAsync("DE-1", cancellationToken: None);
        InstanceOperation operation = client.GetOperation("DE-1", InstanceGoal.Running);
        await operation.UpdateAsync(None);

        Assert.Equal(["delete DE-1", "get DE-1"], client.Asked);
        Assert.True(operation.HasSucceeded);
    }

    [Fact]
    public void Factory_ImpossibleArguments_AreArgumentErrors()
    {
        Assert.Throws<ArgumentException>("id", () => ModelArtsModelFactory.DevEnvironmentInstance(" ", InstanceStatus.Running));
        Assert.Throws<ArgumentNullException>("instances", () => ModelArtsModelFactory.InstancePage(null!));
        Assert.Throws<ArgumentNullException>("instance", () => ModelArtsModelFactory.InstanceOperation(null!));
        Assert.Throws<ArgumentNullException>("then", () => ModelArtsModelFactory.InstanceOperation(At(InstanceStatus.Creating), then: [null!]));
        Assert.Throws<ArgumentOutOfRangeException>("goal", () => ModelArtsModelFactory.InstanceOperation(At(InstanceStatus.Creating), (InstanceGoal)9));
    }

    private static DevEnvironmentInstance At(InstanceStatus status) => ModelArtsModelFactory.DevEnvironmentInstance("DE-1", status, "notebook");

    /// <summary>What an application might have: it opens a notebook, and cleans up after a failure.</summary>
    private sealed class NotebookService(DevEnvironmentsClient client)
    {
        public async Task<string> OpenAsync(CancellationToken cancellationToken)
        {
            try
            {
                InstanceOperation operation = await client.CreateAsync(ValidRequest.Create(), cancellationToken);
                DevEnvironmentInstance instance = await operation.WaitAsync(cancellationToken: cancellationToken);
                return $"{instance.Id} is {instance.Status}";
            }
            catch (ModelArtsApiException exception) when (exception.ErrorCode == ModelArtsErrorCode.InstanceNameExists)
            {
                DevEnvironmentInstance? instance = await client.FindByNameAsync("notebook", cancellationToken);
                return $"{instance?.Id} is {instance?.Status}";
            }
            catch (InstanceOperationFailedException exception)
            {
                await client.DeleteAsync(exception.Instance.Id, cancellationToken);
                return "failed";
            }
        }
    }

    private sealed class HandMade : DevEnvironmentsClient
    {
        public List<string> Asked { get; } = [];

        public override Task<InstanceOperation> DeleteAsync(string instanceId, CancellationToken cancellationToken = default)
        {
            Asked.Add($"delete {instanceId}");
            return Task.FromResult(ModelArtsModelFactory.InstanceOperation(At(InstanceStatus.Deleting), InstanceGoal.Deleted));
        }

        public override Task<DevEnvironmentInstance> GetAsync(string instanceId, CancellationToken cancellationToken = default)
        {
            Asked.Add($"get {instanceId}");
            return Task.FromResult(At(InstanceStatus.Running));
        }
    }

    private sealed class Listener(List<string> seen) : IProgress<InstanceProgress>
    {
        public void Report(InstanceProgress value) => seen.Add($"{value.Status} {value.Polls}");
    }
}
