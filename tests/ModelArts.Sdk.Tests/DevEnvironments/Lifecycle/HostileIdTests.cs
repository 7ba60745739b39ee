using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

/// <summary>An id goes into the path of a signed request: it is escaped, or refused before anything is sent.</summary>
public sealed class HostileIdTests
{
    private static readonly UpdateInstanceRequest Update = new() { Description = "d" };

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a\r\nb")]
    public async Task EveryCall_IdThatCannotBeOne_IsRefusedBeforeAnythingIsSent(string? id)
    {
        using LifecycleScenario scenario = new();

        foreach (Func<DevEnvironmentsClient, Task> call in Calls(id!))
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => call(scenario.Client));
        }

        Assert.ThrowsAny<ArgumentException>(() => scenario.Client.GetOperation(id!, InstanceGoal.Running));
        Assert.Empty(scenario.Transport.Requests);
    }

    [Theory]
    [InlineData("../../v2/evil", "..%2F..%2Fv2%2Fevil")]
    [InlineData("a?x=1", "a%3Fx%3D1")]
    [InlineData("%2e%2e/x", "%252e%252e%2Fx")]
    [InlineData("a#b", "a%23b")]
    public async Task EveryCall_HostileId_ReachesNoOtherPath(string id, string escaped)
    {
        using LifecycleScenario scenario = new();

        foreach (Func<DevEnvironmentsClient, Task> call in Calls(id))
        {
            // Some of them do not find what they need in the answer; what was sent counts.
            await Record.ExceptionAsync(() => call(scenario.Client));
        }

        Assert.All(scenario.Transport.Requests, request => Assert.StartsWith(
            $"https://modelarts.cn-north-4.myhuaweicloud.com/v1/p1/demanager/instances/{escaped}", request.Uri.AbsoluteUri, StringComparison.Ordinal));
        Assert.True(scenario.Transport.Requests.Count >= 9);
    }

    private static IEnumerable<Func<DevEnvironmentsClient, Task>> Calls(string id)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        return
        [
            client => client.StartAsync(id, token),
            client => client.StopAsync(id, token),
            client => client.RestartAsync(id, token),
            client => client.QueueAsync(id, token),
            client => client.DequeueAsync(id, token),
            client => client.DeleteAsync(id, token),
            client => client.StopThenDeleteAsync(id, cancellationToken: token),
            client => client.UpdateAsync(id, Update, token),
            client => client.GetAccessTokenAsync(id, token),
        ];
    }
}
