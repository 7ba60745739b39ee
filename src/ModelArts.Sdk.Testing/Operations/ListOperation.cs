using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Operations;

/// <summary>To list instances: filtered, sorted, and a page of that.</summary>
internal sealed class ListOperation(InstanceStore store)
{
    public SimulatorAnswer Answer(Caller caller, string queryString)
    {
        if (!ListQuery.TryRead(queryString, out ListQuery? query, out ServiceError? error))
        {
            return SimulatorAnswer.Of(error);
        }

        List<InstanceView> matching = [.. Sort(store.Do(table => table.Of(caller.ProjectId)).Where(view => Matches(view, query, caller)), query)];
        IEnumerable<InstanceView> page = matching.Skip(query.Offset);
        return AnswerWriter.Show([.. query.Limit == 0 ? page : page.Take(query.Limit)], matching.Count);
    }

    private static bool Matches(InstanceView view, ListQuery query, Caller caller)
    {
        CreateInstanceRequest request = view.Instance.Request;
        return (!query.OnlyOwn || view.Instance.Owner.Name == caller.User.Name)
            && Is(query.Status, view.Moment.Visible.Status.Value)
            && Is(query.ProvisionType, "Docker")
            && Is(query.WorkspaceId, request.Workspace?.Id ?? "0")
            && Is(query.AiProject, request.AiProject?.Id ?? "default-ai-project")
            && Is(query.PoolId, request.Pool?.Id);
    }

    private static bool Is(string? wanted, string? actual) => wanted is null || string.Equals(wanted, actual, StringComparison.Ordinal);

    private static IEnumerable<InstanceView> Sort(IEnumerable<InstanceView> views, ListQuery query)
    {
        IEnumerable<InstanceView> sorted = query.ByName
            ? views.OrderBy(static view => view.Instance.Request.Name, StringComparer.Ordinal)
            : views.OrderBy(static view => view.Instance.Sequence);
        return query.Descending ? sorted.Reverse() : sorted;
    }
}
