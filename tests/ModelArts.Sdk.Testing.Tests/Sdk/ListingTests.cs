using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Sdk;

public sealed class ListingTests : SdkTest
{
    private protected override SimulatorOptions Options => new() { InstanceLimit = 250 };

    [Fact]
    public async Task List_250Instances_YieldsEachOnceInThreePages()
    {
        string[] names = await CreateAllAsync();

        List<string> listed = [];
        await foreach (DevEnvironmentInstance instance in Environments.ListAsync(cancellationToken: Cancellation))
        {
            listed.Add(instance.Name!);
        }

        Assert.Equal(names, listed);
        Simulator.Journal.ShouldHave(3, SimulatorOperation.List);
    }

    [Fact]
    public async Task ListPage_SortedFilteredAndPaged_IsWhatWasAskedFor()
    {
        string[] names = await CreateAllAsync();
        ListInstancesQuery query = new()
        {
            Status = InstanceStatus.Creating,
            ProvisionType = ProvisionType.Docker,
            WorkspaceId = "0",
            AiProject = "default-ai-project",
            OnlyOwn = false,
            SortBy = InstanceSortField.CreationTimestamp,
            Direction = SortDirection.Descending,
            Offset = 10,
            PageSize = 3,
        };

        InstancePage page = await Environments.ListPageAsync(query, Cancellation);
        InstancePage ofAPool = await Environments.ListPageAsync(query with { PoolId = "p1" }, Cancellation);

        Assert.Equal(250, page.TotalCount);
        Assert.Equal([names[239], names[238], names[237]], page.Instances.Select(instance => instance.Name));
        Assert.Empty(ofAPool.Instances);
    }

    [Fact]
    public async Task FindByName_ExistingAndNot_IsTheInstanceOrNull()
    {
        string[] names = await CreateAllAsync();

        DevEnvironmentInstance? found = await Environments.FindByNameAsync(names[7], Cancellation);

        Assert.Equal(Simulator.Instances.Single(instance => instance.Name == names[7]).Id, found?.Id);
        Assert.Null(await Environments.FindByNameAsync(names[7].ToUpperInvariant(), Cancellation));
    }

    [Fact]
    public async Task UpdateAndAccessToken_ThroughTheSdk_DoWhatTheySay()
    {
        InstanceOperation running = await RunAsync();

        DevEnvironmentInstance updated = await Environments.UpdateAsync(
            running.InstanceId,
            new UpdateInstanceRequest { Description = "new", AutoStop = new AutoStopSpec { Enable = true, Duration = TimeSpan.FromHours(2) } },
            Cancellation);
        InstanceAccessToken token = await Environments.GetAccessTokenAsync(running.InstanceId, Cancellation);

        Assert.Equal(("new", TimeSpan.FromHours(2)), (updated.Description, updated.Spec?.AutoStop?.Duration));
        Assert.Equal("new", Assert.Single(Simulator.Instances).Description);
        Assert.NotEmpty(token.Token);
        Assert.DoesNotContain(Simulator.Journal.Entries, entry => entry.ToString().Contains(token.Token, StringComparison.Ordinal));
    }

    private async Task<string[]> CreateAllAsync()
    {
        string[] names = [.. Enumerable.Range(0, 250).Select(index => $"n-{index:000}")];
        foreach (string name in names)
        {
            await CreateAsync(name);
        }

        return names;
    }
}
