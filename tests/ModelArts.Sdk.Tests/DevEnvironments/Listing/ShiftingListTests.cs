using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Listing;

/// <summary>The API pages by offset: what is created or deleted between two pages shifts the rest.</summary>
public sealed class ShiftingListTests
{
    private const int PageSize = 4;

    private static readonly ListInstancesQuery Query = new() { PageSize = PageSize };

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(PageSize)]
    public async Task ListAsync_InsertionsBeforeEveryPage_ListNothingTwiceAndMissNothing(int insertions)
    {
        // As with the newest first.
        using PagedService service = new(PagedService.Numbered(22));
        service.BeforePage = page =>
        {
            if (page is > 0 and < 4)
            {
                service.Ids.InsertRange(0, Enumerable.Range(0, insertions).Select(i => $"new-{page}-{i}"));
            }
        };

        List<string> seen = await service.ListAsync(Query);

        Assert.Equal(PagedService.Numbered(22), seen);
    }

    [Fact]
    public async Task ListAsync_DeletionBetweenPages_MissesAsManyAsWereDeletedAndListsNothingTwice()
    {
        using PagedService service = new(PagedService.Numbered(8)) { Total = static (_, _) => null };
        service.BeforePage = page => service.Ids.RemoveAll(id => page == 1 && id == "00001");

        Assert.Equal(PagedService.Numbered(8).Where(id => id != "00004"), await service.ListAsync(Query));
    }

    [Fact]
    public async Task ListAsync_InsertionsAtTheEnd_AreListedToo()
    {
        // As with the oldest first.
        using PagedService service = new(PagedService.Numbered(8)) { Total = static (_, _) => null };
        service.BeforePage = page => service.Ids.AddRange(page == 1 ? ["new"] : []);

        Assert.Equal([.. PagedService.Numbered(8), "new"], await service.ListAsync(Query));
    }

    [Fact]
    public async Task ListAsync_InstanceTwiceOnAPage_IsListedOnce()
    {
        using PagedService service = new("a", "b", "a");

        Assert.Equal(["a", "b"], await service.ListAsync(Query));
    }

    [Fact]
    public async Task ListAsync_ServiceIgnoresTheOffset_IsAnErrorAndNoEndlessOrHalfList()
    {
        using PagedService service = new(PagedService.Numbered(PageSize)) { Total = static (_, page) => page };
        service.BeforePage = page => service.Ids.InsertRange(0, page == 0 ? [] : PagedService.Numbered(PageSize));

        await Assert.ThrowsAsync<MalformedResponseException>(() => service.ListAsync(Query));
        Assert.Equal([0, 4, 8, 12, 16, 20], service.Offsets);
    }
}
