using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>Several may look at an operation at once, and an older answer may come after a newer one.</summary>
public sealed class StaleAnswerTests
{
    [Theory]
    [InlineData("STARTING")]
    [InlineData("STOPPED")]
    public void Observe_OlderAnswerAfterASuccess_DoesNotUndoIt(string older)
    {
        using LifecycleScenario scenario = new();
        InstanceOperation operation = scenario.Client.GetOperation(Answer.InstanceId, InstanceGoal.Running);
        Sighting reached = operation.Observe(new DevEnvironmentInstance { Id = Answer.InstanceId, Status = InstanceStatus.Running });

        Sighting seen = operation.Observe(new DevEnvironmentInstance { Id = Answer.InstanceId, Status = older });

        Assert.Same(reached, seen);
        Assert.True(operation.HasSucceeded);
        Assert.Equal(InstanceStatus.Running, operation.Instance?.Status);
    }

    [Fact]
    public void Observe_HealedAfterAFailure_IsASuccess()
    {
        using LifecycleScenario scenario = new();
        InstanceOperation operation = scenario.Client.GetOperation(Answer.InstanceId, InstanceGoal.Running);
        operation.Observe(new DevEnvironmentInstance { Id = Answer.InstanceId, Status = InstanceStatus.Unavailable });
        Assert.NotNull(operation.Failure);

        operation.Observe(new DevEnvironmentInstance { Id = Answer.InstanceId, Status = InstanceStatus.Running });

        Assert.True(operation.HasSucceeded);
        Assert.Null(operation.Failure);
    }

    [Fact]
    public async Task UpdateAsync_AfterASuccess_SendsNothing()
    {
        using LifecycleScenario scenario = new() { Gets = [Answer.Status("RUNNING"), Answer.Status("STOPPED")] };
        InstanceOperation operation = scenario.Client.GetOperation(Answer.InstanceId, InstanceGoal.Running);

        await operation.UpdateAsync(TestContext.Current.CancellationToken);
        DevEnvironmentInstance? instance = await operation.UpdateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(InstanceStatus.Running, instance?.Status);
        Assert.Equal(["GET"], scenario.Sent);
    }
}
