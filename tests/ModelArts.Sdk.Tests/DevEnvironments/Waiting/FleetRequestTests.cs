using System.Globalization;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>What a wait for many asks of the service.</summary>
public sealed class FleetRequestTests
{
    [Fact]
    public async Task WaitAllAsync_AllAreListed_SendsOneListAnInterval()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations =
        [
            scenario.Add("a", InstanceGoal.Running, "CREATING", "CREATING", "RUNNING"),
            scenario.Add("b", InstanceGoal.Stopped, "STOPPING", "STOPPING", "STOPPED"),
            scenario.Add("c", InstanceGoal.Running, "STARTING", "STARTING", "RUNNING"),
        ];

        await scenario.WaitAllAsync(operations);

        Assert.Equal(["list 0", "list 0", "list 0"], scenario.Sent);
        Assert.Equal(
            "?de_type=Notebook&sortby=creation_timestamp&order=desc&offset=0&limit=100&show_self=false",
            scenario.Transport.Requests[0].Uri.Query);
        Assert.Equal([2, 3], scenario.Clock.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task WaitAllAsync_OneLeft_IsAskedForSingly()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations =
        [
            scenario.Add("a", InstanceGoal.Running, "RUNNING"),
            scenario.Add("b", InstanceGoal.Running, "STARTING", "STARTING", "RUNNING"),
        ];

        await scenario.WaitAllAsync(operations);

        Assert.Equal(["list 0", "get b", "get b"], scenario.Sent);
    }

    [Fact]
    public async Task WaitAllAsync_NotListed_AreAskedForSinglyAndTheRestAreNot()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations =
        [
            scenario.Add("a", InstanceGoal.Running, "STARTING", "RUNNING"),
            scenario.Add("hidden", InstanceGoal.Running, "STARTING", "RUNNING"),
            scenario.Add("b", InstanceGoal.Running, "STARTING", "RUNNING"),
        ];
        scenario.Hide("hidden");

        await scenario.WaitAllAsync(operations);

        Assert.Equal(["list 0", "get hidden", "list 0", "get hidden"], scenario.Sent);
        Assert.All(operations, operation => Assert.True(operation.HasSucceeded));
    }

    [Fact]
    public async Task WaitAllAsync_AllSeenOnTheFirstPage_ReadsNoFurther()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = [scenario.Add("a", InstanceGoal.Running, "RUNNING"), scenario.Add("b", InstanceGoal.Running, "RUNNING")];
        AddUnwatched(scenario, 300);

        await scenario.WaitAllAsync(operations);

        Assert.Equal(["list 0"], scenario.Sent);
    }

    [Fact]
    public async Task WaitAllAsync_FewerThanTheListHasPages_AreAskedForSinglyOnceThatIsKnown()
    {
        using FleetScenario scenario = new();
        AddUnwatched(scenario, 250);
        InstanceOperation[] operations =
        [
            scenario.Add("a", InstanceGoal.Running, "STARTING", "RUNNING"),
            scenario.Add("b", InstanceGoal.Running, "STARTING", "RUNNING"),
        ];

        await scenario.WaitAllAsync(operations);

        Assert.Equal(["list 0", "list 100", "list 200", "get a", "get b"], scenario.Sent.Take(3).Concat(scenario.Sent.Skip(3).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(101)]
    public async Task WaitAllAsync_AccountOf10000Instances_Sends100RequestsAnIntervalHoweverManyWait(int waiting)
    {
        using FleetScenario scenario = new();
        AddUnwatched(scenario, 10_000 - waiting);
        InstanceOperation[] operations =
        [
            .. Enumerable.Range(0, waiting).Select(i => scenario.Add(
                i.ToString("D5", CultureInfo.InvariantCulture), InstanceGoal.Running, "STARTING", "STARTING", "RUNNING")),
        ];

        await scenario.WaitAllAsync(operations, new WaitOptions { MaxRequestsPerSecond = 1000 });

        IEnumerable<string> interval = Enumerable.Range(0, 100).Select(page => string.Create(CultureInfo.InvariantCulture, $"list {page * 100}"));
        Assert.Equal([.. interval, .. interval, .. interval], scenario.Sent);
        Assert.All(operations, operation => Assert.True(operation.HasSucceeded));
    }

    [Fact]
    public async Task WaitAllAsync_NothingToWaitFor_SendsNothing()
    {
        using FleetScenario scenario = new();
        InstanceOperation done = scenario.Add("a", InstanceGoal.Running, "RUNNING");
        await done.UpdateAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await scenario.WaitAllAsync([]));
        Assert.Same(done, Assert.Single(await scenario.WaitAllAsync([done])));

        Assert.Equal(["get a"], scenario.Sent);
    }

    [Fact]
    public async Task WaitAllAsync_StatusUnchanged_PausesGrowAsForOne()
    {
        using FleetScenario scenario = new();
        string[] statuses = [.. Enumerable.Repeat("STARTING", 5), "RUNNING"];
        InstanceOperation[] operations = [scenario.Add("a", InstanceGoal.Running, statuses), scenario.Add("b", InstanceGoal.Running, statuses)];

        await scenario.WaitAllAsync(operations);

        Assert.Equal([2, 3, 4.5, 6.75, 10.125], scenario.Clock.Pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task WaitAllAsync_OneOfThemChanges_PausesBeginAnew()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations =
        [
            scenario.Add("a", InstanceGoal.Running, "STARTING", "STARTING", "STARTING", "STARTING", "RUNNING"),
            scenario.Add("b", InstanceGoal.Running, "CREATING", "CREATING", "CREATING", "STARTING", "RUNNING"),
        ];

        await scenario.WaitAllAsync(operations);

        Assert.Equal([2, 3, 4.5, 2], scenario.Clock.Pauses.Select(pause => pause.TotalSeconds));
    }

    private static void AddUnwatched(FleetScenario scenario, int count)
    {
        for (int i = 0; i < count; i++)
        {
            scenario.AddUnwatched($"other-{i}", "RUNNING");
        }
    }
}
