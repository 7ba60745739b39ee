using System.Net;
using System.Runtime.CompilerServices;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Pages through a list by offset; the API knows no cursor.</summary>
internal static class InstanceLister
{
    /// <summary>One comes of a list that shifts by a whole page. So many in a row are an offset that is ignored: they would never end.</summary>
    private const int MaxPagesWithoutNews = 5;

    /// <summary>Every instance of a list, one page at a time.</summary>
    public static async IAsyncEnumerable<DevEnvironmentInstance> ListAsync(
        Func<ListInstancesQuery, CancellationToken, Task<InstancePage>> getPage,
        ListInstancesQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int offset = query.Offset;

        // Whatever is created while we read pushes the rest towards the end, so that the next page begins with what the last one
        // ended with. The ids of one page are enough to see that, as long as the list shifts by no more than a page.
        HashSet<string> previous = [];
        int withoutNews = 0;
        while (true)
        {
            InstancePage page = await getPage(query with { Offset = offset }, cancellationToken).ConfigureAwait(false);
            HashSet<string> current = new(page.Instances.Count, StringComparer.Ordinal);
            withoutNews++;
            foreach (DevEnvironmentInstance instance in page.Instances)
            {
                if (current.Add(instance.Id) && !previous.Contains(instance.Id))
                {
                    withoutNews = 0;
                    yield return instance;
                }
            }

            offset += page.Instances.Count;
            if (IsLast(page, query.PageSize, offset))
            {
                yield break;
            }

            if (withoutNews == MaxPagesWithoutNews)
            {
                throw new MalformedResponseException(
                    $"The list of instances does not end: from offset {offset} on it repeats what came before, as if the service ignored the offset. Ask for single pages with ListPageAsync.",
                    HttpStatusCode.OK);
            }

            previous = current;
        }
    }

    // A total that equals the number on the page may be just that: only a greater one is surely the total of the list.
    internal static bool IsLast(InstancePage page, int pageSize, int nextOffset) =>
        page.Instances.Count < pageSize
        || (page.TotalCount > page.Instances.Count && nextOffset >= page.TotalCount);
}
