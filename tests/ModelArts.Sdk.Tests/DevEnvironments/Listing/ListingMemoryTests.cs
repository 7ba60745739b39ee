using System.Runtime.CompilerServices;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Tests.DevEnvironments.Listing;

public sealed class ListingMemoryTests
{
    private const int Pages = 12;

    private readonly List<WeakReference> _pages = [];
    private readonly List<WeakReference> _instances = [];
    private readonly List<WeakReference> _ids = [];
    private int _mostPages;
    private int _mostInstances;
    private int _mostIds;

    [Fact]
    public async Task ListAsync_ManyPages_HoldsNoMoreThanTwoOfThem()
    {
        int count = 0;
        await foreach (DevEnvironmentInstance _ in InstanceLister.ListAsync(GetPageAsync, new ListInstancesQuery { PageSize = 10 }, TestContext.Current.CancellationToken))
        {
            count++;
        }

        Assert.Equal(Pages * 10, count);
        Assert.Equal(Pages + 1, _pages.Count);

        // Counted while a page is on its way: the one before it, and it.
        Assert.InRange(_mostPages, 1, 2);
        Assert.InRange(_mostInstances, 1, 20);

        // Remembered for a page longer, to know what comes twice.
        Assert.InRange(_mostIds, 1, 30);
    }

    private async Task<InstancePage> GetPageAsync(ListInstancesQuery query, CancellationToken cancellationToken)
    {
        // What was left by the pages before this must be garbage now, not some time.
        await Task.Yield();
        InstancePage page = CreatePage(query.Offset);
        GC.Collect();
        _mostPages = Math.Max(_mostPages, _pages.Count(reference => reference.IsAlive));
        _mostInstances = Math.Max(_mostInstances, _instances.Count(reference => reference.IsAlive));
        _mostIds = Math.Max(_mostIds, _ids.Count(reference => reference.IsAlive));
        return page;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private InstancePage CreatePage(int offset)
    {
        InstancePage page = new()
        {
            Instances = [.. Enumerable.Range(offset, offset < Pages * 10 ? 10 : 0).Select(i => new DevEnvironmentInstance { Id = $"DE-{i}" })],
        };
        _pages.Add(new WeakReference(page));
        _instances.AddRange(page.Instances.Select(instance => new WeakReference(instance)));
        _ids.AddRange(page.Instances.Select(instance => new WeakReference(instance.Id)));
        return page;
    }
}
