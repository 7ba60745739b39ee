using System.Reflection;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>What each status means to somebody who waits for RUNNING.</summary>
public sealed class StatusTableTests
{
    private static readonly string[] Pending =
        ["CREATE_QUEUING", "CREATING", "START_QUEUING", "READY_TO_START", "STARTING", "RESTARTING", "RESIZING"];

    private static readonly string[] Failed =
        ["CREATE_FAILED", "START_FAILED", "RESIZE_FAILED", "UNAVAILABLE", "STOPPING", "STOPPED", "DELETING", "DELETED"];

    public static TheoryData<string> PendingStatuses => [.. Pending];

    public static TheoryData<string> FailedStatuses => [.. Failed];

    [Theory]
    [MemberData(nameof(PendingStatuses))]
    [InlineData("REBOOTING")]
    [InlineData("SOMETHING_NEW")]
    [InlineData("")]
    [InlineData("creating")]
    public async Task WaitAsync_StatusPendingOrUnknown_KeepsWaiting(string status)
    {
        using WaitScenario scenario = new(Answer.Status(status), Answer.Status("RUNNING"));

        DevEnvironmentInstance instance = await scenario.WaitAsync();

        Assert.Equal(InstanceStatus.Running, instance.Status);
        Assert.Equal(2, scenario.Polls);
        Assert.Equal(status, scenario.Progress[0].Status.Value);
    }

    [Theory]
    [InlineData("RUNNING")]
    [InlineData("Running")]
    public async Task WaitAsync_StatusRunning_Ends(string status)
    {
        using WaitScenario scenario = new(Answer.Status(status));

        DevEnvironmentInstance instance = await scenario.WaitAsync();

        Assert.Equal(status, instance.Status.Value);
        Assert.Equal(1, scenario.Polls);
        Assert.Empty(scenario.Clock.Pauses);
    }

    [Theory]
    [MemberData(nameof(FailedStatuses))]
    public async Task WaitAsync_StatusFailed_EndsAtOnceAndDeletesNothing(string status)
    {
        using WaitScenario scenario = new(Answer.Status(status));

        InstanceOperationFailedException exception = await Assert.ThrowsAsync<InstanceOperationFailedException>(() => scenario.WaitAsync());

        Assert.Equal(status, exception.Status.Value);
        Assert.Equal(InstanceGoal.Running, exception.Goal);
        Assert.Equal(Answer.InstanceId, exception.InstanceId);
        Assert.Equal(1, scenario.Polls);
        Assert.DoesNotContain(scenario.Transport.Requests, request => request.Method == HttpMethod.Delete);
    }

    [Fact]
    public void KnownStatuses_All16_AreCoveredAbove()
    {
        IEnumerable<string> known = typeof(InstanceStatus)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => ((InstanceStatus)property.GetValue(null)!).Value);

        Assert.Equal([.. Pending.Concat(Failed).Append("RUNNING").Order(StringComparer.Ordinal)], known.Order(StringComparer.Ordinal));
        Assert.Equal(16, known.Count());
    }
}
