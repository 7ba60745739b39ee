using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Listing;

/// <summary>What a query looks like on the wire, and which queries do not get there.</summary>
public sealed class ListQueryTests
{
    private const string Path = "https://modelarts.cn-north-4.myhuaweicloud.com/v1/p1/demanager/instances";

    [Fact]
    public async Task ListPageAsync_NothingSet_SendsTheRequiredTypeAndThePageOnly() =>
        Assert.Equal(Path + "?de_type=Notebook&offset=0&limit=100", await SendAsync(new ListInstancesQuery()));

    [Fact]
    public async Task ListPageAsync_EverythingSet_SendsEveryParameterOfTheTable() => Assert.Equal(
        Path + "?de_type=Notebook&provision_type=Docker&status=RUNNING&sortby=name&order=asc&offset=30&limit=10"
        + "&workspace_id=w&show_self=true&ai_project=a&pool_id=p",
        await SendAsync(new ListInstancesQuery
        {
            ProvisionType = ProvisionType.Docker,
            Status = InstanceStatus.Running,
            SortBy = InstanceSortField.Name,
            Direction = SortDirection.Ascending,
            Offset = 30,
            PageSize = 10,
            WorkspaceId = "w",
            OnlyOwn = true,
            AiProject = "a",
            PoolId = "p",
        }));

    [Fact]
    public async Task ListPageAsync_OtherValues_AreSentAsTheServiceSpellsThem() => Assert.Equal(
        Path + "?de_type=Notebook&sortby=creation_timestamp&order=desc&offset=0&limit=1000&show_self=false",
        await SendAsync(new ListInstancesQuery
        {
            SortBy = InstanceSortField.CreationTimestamp,
            Direction = SortDirection.Descending,
            PageSize = 1000,
            OnlyOwn = false,
        }));

    [Fact]
    public async Task ListPageAsync_HostileValues_AreEscapedAndReachNoOtherParameter() => Assert.Equal(
        Path + "?de_type=Notebook&status=A%26limit%3D0&offset=0&limit=100&workspace_id=a%20b%2F..%2F%3F%23&ai_project=%E4%B8%AD&pool_id=%25%2B",
        await SendAsync(new ListInstancesQuery { Status = "A&limit=0", WorkspaceId = "a b/../?#", AiProject = "中", PoolId = "%+" }));

    public static TheoryData<ListInstancesQuery, string> Wrong => new()
    {
        { new ListInstancesQuery { PageSize = 0 }, "PageSize" },
        { new ListInstancesQuery { PageSize = -1 }, "PageSize" },
        { new ListInstancesQuery { PageSize = 1001 }, "PageSize" },
        { new ListInstancesQuery { Offset = -1 }, "Offset" },
        { new ListInstancesQuery { SortBy = (InstanceSortField)7 }, "SortBy 7" },
        { new ListInstancesQuery { Direction = (SortDirection)2 }, "Direction" },
        { new ListInstancesQuery { Status = default(InstanceStatus) }, "Status" },
        { new ListInstancesQuery { ProvisionType = " " }, "ProvisionType" },
        { new ListInstancesQuery { WorkspaceId = "" }, "WorkspaceId" },
        { new ListInstancesQuery { AiProject = "\t" }, "AiProject" },
        { new ListInstancesQuery { PoolId = " " }, "PoolId" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task ListAsync_ImpossibleValue_IsRefusedBeforeAnythingIsSent(ListInstancesQuery query, string named)
    {
        using PagedService service = new("a");

        ArgumentException exception = Assert.Throws<ArgumentException>(
            nameof(query), () => { _ = service.Client.ListAsync(query, TestContext.Current.CancellationToken); });
        await Assert.ThrowsAsync<ArgumentException>(
            nameof(query), () => service.Client.ListPageAsync(query, TestContext.Current.CancellationToken));

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.Empty(service.Transport.Requests);
    }

    [Fact]
    public async Task ListPageAsync_SeveralImpossibleValues_AreNamedAtOnce()
    {
        using PagedService service = new("a");

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>("query", () => service.Client.ListPageAsync(
            new ListInstancesQuery { PageSize = 0, Offset = -1, PoolId = "" }, TestContext.Current.CancellationToken));

        Assert.All(["PageSize", "Offset", "PoolId"], name => Assert.Contains(name, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListPageAsync_NoQuery_IsAnArgumentError()
    {
        using PagedService service = new("a");

        await Assert.ThrowsAsync<ArgumentNullException>("query", () => service.Client.ListPageAsync(null!, TestContext.Current.CancellationToken));
    }

    private static async Task<string> SendAsync(ListInstancesQuery query)
    {
        RecordingTransport transport = new(_ => RecordingTransport.Json("""{"instances":[]}"""));
        using ModelArtsClient client = new(TestClient.Options(transport));
        await client.DevEnvironments.ListPageAsync(query, TestContext.Current.CancellationToken);
        RecordedRequest request = Assert.Single(transport.Requests);
        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Null(request.Body);
        return request.Uri.AbsoluteUri;
    }
}
