using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

/// <summary>What a wait for many lists.</summary>
public sealed class FleetListTests
{
    [Fact]
    public async Task WaitAllAsync_InstancesInAnotherWorkspace_ListsThatWorkspaceRatherThanAskingForEach()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = [scenario.Add("a", InstanceGoal.Running, "STARTING"), scenario.Add("b", InstanceGoal.Running, "STARTING")];
        scenario.OnRequest = (what, _) => Task.FromResult(RecordingTransport.Json(what.StartsWith("list", StringComparison.Ordinal)
            ? $$"""{"total_count":2,"instances":[{{In("a", "RUNNING")}},{{In("b", "RUNNING")}}]}"""
            : In(what[^1..], "STARTING")));
        foreach (InstanceOperation operation in operations)
        {
            await operation.UpdateAsync(TestContext.Current.CancellationToken);
        }

        await scenario.WaitAllAsync(operations);

        Assert.All(operations, operation => Assert.True(operation.HasSucceeded));
        Assert.Equal(["get a", "get b", "list 0"], scenario.Sent);
        Assert.Contains("workspace_id=w7", scenario.Transport.Requests[^1].Uri.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAllAsync_ListIsAWebPage_AsksForNoneSingly()
    {
        using FleetScenario scenario = new();
        InstanceOperation[] operations = [scenario.Add("a", InstanceGoal.Running, "STARTING"), scenario.Add("b", InstanceGoal.Running, "STARTING")];
        scenario.OnRequest = (_, _) => Task.FromResult(RecordingTransport.Json("<html>log in</html>"));

        await scenario.WaitAllAsync(operations);

        Assert.All(operations, operation => Assert.IsType<MalformedResponseException>(operation.Failure?.InnerException));
        Assert.Equal(Enumerable.Repeat("list 0", 6), scenario.Sent);
    }

    private static string In(string id, string status) => $$"""{"id":"{{id}}","status":"{{status}}","workspace":{"id":"w7"} }""";
}
