using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Listing;

/// <summary>Which pages are asked for, and when the listing ends.</summary>
public sealed class PagingTests
{
    private static readonly ListInstancesQuery Three = new() { PageSize = 3 };

    [Theory]
    [InlineData(0, new[] { 0 })]
    [InlineData(2, new[] { 0 })]
    [InlineData(4, new[] { 0, 3 })]
    [InlineData(6, new[] { 0, 3 })]
    [InlineData(7, new[] { 0, 3, 6 })]
    public async Task ListAsync_TotalOfTheList_EndsWithTheLastPage(int count, int[] offsets)
    {
        using PagedService service = new(PagedService.Numbered(count));

        Assert.Equal(PagedService.Numbered(count), await service.ListAsync(Three));
        Assert.Equal(offsets, service.Offsets);
    }

    [Theory]
    [InlineData(2, new[] { 0 })]
    [InlineData(3, new[] { 0, 3 })]
    [InlineData(6, new[] { 0, 3, 6 })]
    [InlineData(7, new[] { 0, 3, 6 })]
    public async Task ListAsync_TotalOfThePageOnly_EndsWithTheFirstPageThatIsNotFull(int count, int[] offsets)
    {
        using PagedService service = new(PagedService.Numbered(count)) { Total = static (_, page) => page };

        Assert.Equal(PagedService.Numbered(count), await service.ListAsync(Three));
        Assert.Equal(offsets, service.Offsets);
    }

    [Fact]
    public async Task ListAsync_NoTotal_EndsWithTheFirstPageThatIsNotFull()
    {
        using PagedService service = new(PagedService.Numbered(6)) { Total = static (_, _) => null };

        Assert.Equal(6, (await service.ListAsync(Three)).Count);
        Assert.Equal([0, 3, 6], service.Offsets);
    }

    [Fact]
    public async Task ListAsync_ShortPageAndAGreaterTotal_EndsAllTheSame()
    {
        using PagedService service = new(PagedService.Numbered(2)) { Total = static (_, _) => 100 };

        Assert.Equal(2, (await service.ListAsync(Three)).Count);
        Assert.Equal([0], service.Offsets);
    }

    [Fact]
    public async Task ListAsync_OffsetOfTheQuery_IsWhereItBegins()
    {
        using PagedService service = new(PagedService.Numbered(8));

        Assert.Equal(PagedService.Numbered(8).Skip(4), await service.ListAsync(Three with { Offset = 4 }));
        Assert.Equal([4, 7], service.Offsets);
    }

    [Fact]
    public async Task ListAsync_OneInstanceTaken_SendsOneRequest()
    {
        using PagedService service = new(PagedService.Numbered(9));

        await foreach (DevEnvironmentInstance instance in service.Client.ListAsync(Three, TestContext.Current.CancellationToken))
        {
            Assert.Equal("00000", instance.Id);
            break;
        }

        Assert.Equal([0], service.Offsets);
    }

    [Fact]
    public async Task ListAsync_NotEnumerated_SendsNothing()
    {
        using PagedService service = new(PagedService.Numbered(9));

        IAsyncEnumerable<DevEnvironmentInstance> instances = service.Client.ListAsync(Three, TestContext.Current.CancellationToken);
        Assert.Empty(service.Offsets);

        for (int time = 0; time < 2; time++)
        {
            await foreach (DevEnvironmentInstance instance in instances)
            {
                Assert.NotEmpty(instance.Id);
            }
        }

        Assert.Equal([0, 3, 6, 0, 3, 6], service.Offsets);
    }

    [Fact]
    public async Task ListAsync_PageFails_WhatWasListedBeforeStands()
    {
        using PagedService service = new(PagedService.Numbered(9));
        service.BeforePage = page => _ = page == 1 ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused") : 0;
        List<string> seen = [];

        await Assert.ThrowsAsync<ModelArtsConnectionException>(async () =>
        {
            await foreach (DevEnvironmentInstance instance in service.Client.ListAsync(Three, TestContext.Current.CancellationToken))
            {
                seen.Add(instance.Id);
            }
        });

        Assert.Equal(PagedService.Numbered(3), seen);
    }

    [Fact]
    public async Task ListAsync_CancelledBetweenPages_EndsWithTheCallersTokenAndSendsNoMore()
    {
        using PagedService service = new(PagedService.Numbered(9));
        using CancellationTokenSource cancellation = new();
        int seen = 0;

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (DevEnvironmentInstance _ in service.Client.ListAsync(Three, cancellation.Token))
            {
                if (++seen == 3)
                {
                    await cancellation.CancelAsync();
                }
            }
        });

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal(3, seen);
        Assert.Equal([0], service.Offsets);
    }

    [Fact]
    public async Task ListAsync_TokenOfTheEnumeration_CancelsToo()
    {
        using PagedService service = new(PagedService.Numbered(9));
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (DevEnvironmentInstance _ in service.Client.ListAsync(Three, TestContext.Current.CancellationToken).WithCancellation(cancellation.Token))
            {
                Assert.Fail("Nothing is listed.");
            }
        });
        Assert.Empty(service.Offsets);
    }

    [Fact]
    public async Task ListPageAsync_SortRefusedByTheService_IsItsErrorWithTheCode()
    {
        using ModelArtsClient client = TestClient.Create(Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6303"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(
            () => client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), TestContext.Current.CancellationToken));

        Assert.Equal(ModelArtsErrorCode.FieldNotSortable, exception.ErrorCode);
    }
}
