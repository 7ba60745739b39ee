using System.Globalization;
using System.Web;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Listing;

/// <summary>A service that pages through a list of instances, which a test changes between two pages.</summary>
internal sealed class PagedService : IDisposable
{
    private const int MaxPages = 50;

    private readonly ModelArtsClient _client;

    public PagedService(params IEnumerable<string> ids)
    {
        Ids.AddRange(ids);
        Transport = new RecordingTransport(Respond);
        _client = new ModelArtsClient(TestClient.Options(Transport));
    }

    public DevEnvironmentsClient Client => _client.DevEnvironments;

    public RecordingTransport Transport { get; }

    public List<string> Ids { get; } = [];

    /// <summary>What <c>total_count</c> holds, by what the list and the page hold; <see langword="null"/> leaves it out.</summary>
    public Func<int, int, int?> Total { get; set; } = static (list, _) => list;

    /// <summary>Is called before a page is answered, with its number from 0.</summary>
    public Action<int>? BeforePage { get; set; }

    /// <summary>The offsets that were asked for.</summary>
    public IEnumerable<int> Offsets => Transport.Requests.Select(request => Number(request, "offset"));

    public static IEnumerable<string> Numbered(int count) =>
        Enumerable.Range(0, count).Select(i => i.ToString("D5", CultureInfo.InvariantCulture));

    public async Task<List<string>> ListAsync(ListInstancesQuery query)
    {
        List<string> seen = [];
        await foreach (DevEnvironmentInstance instance in Client.ListAsync(query, TestContext.Current.CancellationToken))
        {
            seen.Add(instance.Id);
        }

        return seen;
    }

    public void Dispose() => _client.Dispose();

    private static int Number(RecordedRequest request, string parameter) =>
        int.Parse(HttpUtility.ParseQueryString(request.Uri.Query)[parameter]!, CultureInfo.InvariantCulture);

    private HttpResponseMessage Respond(RecordedRequest request)
    {
        Assert.True(Transport.Requests.Count <= MaxPages, "The listing does not end.");
        BeforePage?.Invoke(Transport.Requests.Count - 1);
        string[] page = [.. Ids.Skip(Number(request, "offset")).Take(Number(request, "limit"))];
        string total = Total(Ids.Count, page.Length) is { } count ? string.Create(CultureInfo.InvariantCulture, $"\"total_count\":{count},") : "";
        return RecordingTransport.Json($$"""{{{total}}"instances":[{{string.Join(',', page.Select(id => $$"""{"id":"{{id}}","status":"RUNNING"}"""))}}]}""");
    }
}
