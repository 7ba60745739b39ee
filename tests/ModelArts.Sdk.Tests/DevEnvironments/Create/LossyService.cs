using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Create;

/// <summary>
/// A service that takes a name once, shows in its list what it has taken, perhaps later, and whose requests meet what a test has for
/// them. Answers at once, on a clock of its own that may be off.
/// </summary>
internal sealed class LossyService(VirtualClock clock) : HttpMessageHandler
{
    private int _created;

    /// <summary>What becomes of creates, in their order; then all goes well.</summary>
    public Queue<Fate> Creates { get; } = [];

    /// <summary>What becomes of questions for the list, in their order; then all goes well.</summary>
    public Queue<Fate> Lists { get; } = [];

    /// <summary>What becomes of all further questions for the list.</summary>
    public Fate? EveryList { get; set; }

    public List<StoredInstance> Instances { get; } = [];

    public List<SentRequest> Sent { get; } = [];

    /// <summary>How long after its creation the list shows an instance.</summary>
    public TimeSpan ListLag { get; set; }

    /// <summary>How long a request takes.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>How far the service's clock is ahead.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Whether answers say what time it is.</summary>
    public bool ShowsDate { get; set; } = true;

    /// <summary>Whether a profile has an id of the service's own, and what was sent as its name.</summary>
    public bool ShowsProfileUuids { get; set; }

    public bool Sorts { get; set; } = true;

    public bool IgnoresOffset { get; set; }

    public bool EchoesAnnotations { get; set; }

    /// <summary>Whether a name is taken once only.</summary>
    public bool EnforcesNames { get; set; } = true;

    /// <summary>How many instances there may be.</summary>
    public int Quota { get; set; } = int.MaxValue;

    /// <summary>Is called once a request has been judged, before it is answered.</summary>
    public Action<SentRequest>? AfterCommit { get; set; }

    public int Posts => Sent.Count(request => request.Method == HttpMethod.Post);

    public int Looks => Sent.Count(request => request.Method == HttpMethod.Get);

    public DateTimeOffset Now => clock.GetUtcNow() + ClockOffset;

    /// <summary>An instance that somebody has created.</summary>
    public StoredInstance Add(string name, DateTimeOffset created, Func<StoredInstance, StoredInstance>? change = null)
    {
        StoredInstance instance = new(
            string.Create(CultureInfo.InvariantCulture, $"DE-{++_created}"), name, ValidRequest.Create().Flavor.Value, ValidRequest.Create().ProfileId.Value, created);
        Instances.Add(change is null ? instance : change(instance));
        return Instances[^1];
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SentRequest sent = new(
            request.Method, request.RequestUri!, request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken), clock.Elapsed);
        Sent.Add(sent);
        Assert.True(Sent.Count < 2000, "The client asks without end.");
        bool creates = request.Method == HttpMethod.Post;
        Fate fate = (creates ? Creates : Lists).TryDequeue(out Fate? next) ? next : !creates && EveryList is { } every ? every : Fate.Answered;
        HttpResponseMessage? truth = creates ? fate.Commits ? Create(sent) : null : List(sent.Uri);
        AfterCommit?.Invoke(sent);
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, clock, cancellationToken);
        }

        if (fate.Hangs)
        {
            // Completed by the cancellation itself, on its own thread: the clock must not run on meanwhile.
            TaskCompletionSource never = new();
            using CancellationTokenRegistration registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            await never.Task.ConfigureAwait(false);
        }

        HttpResponseMessage response = fate.Instead is { } instead ? instead() : truth!;
        response.RequestMessage = request;
        if (ShowsDate)
        {
            response.Headers.Date ??= Now;
        }

        return response;
    }

    private HttpResponseMessage Create(SentRequest request)
    {
        JsonNode body = JsonNode.Parse(request.Body!)!;
        string? name = (string?)body["name"];
        if (EnforcesNames && Instances.Any(instance => instance.Name == name && !instance.IsDeleted))
        {
            return Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6301")();
        }

        if (Instances.Count >= Quota)
        {
            return Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6302")();
        }

        StoredInstance created = Add(name!, Now, instance => instance with
        {
            Flavor = (string?)body["flavor"],
            Profile = (string?)body["profile_id"],
            Workspace = (string?)body["workspace"]?["id"] ?? "0",
            Annotations = body["spec"]?["annotations"] is { } annotations ? JsonSerializer.Deserialize<Dictionary<string, string>>(annotations) : null,
            VisibleFrom = clock.Elapsed + ListLag,
        });
        return RecordingTransport.Json(Write(created).ToJsonString());
    }

    private HttpResponseMessage List(Uri uri)
    {
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(uri.Query);
        IEnumerable<StoredInstance> shown = Instances.Where(instance => instance.VisibleFrom <= clock.Elapsed
            && instance.Workspace == (query["workspace_id"] ?? "0")
            && (instance.IsOwn || query["show_self"] == "false"));
        shown = Sorts && query["sortby"] == "creation_timestamp" && query["order"] == "desc"
            ? shown.OrderByDescending(instance => instance.Created)
            : shown.OrderBy(instance => instance.Name, StringComparer.Ordinal);
        StoredInstance[] all = [.. shown];
        int offset = IgnoresOffset ? 0 : int.Parse(query["offset"] ?? "0", CultureInfo.InvariantCulture);
        JsonArray page = [.. all.Skip(offset).Take(int.Parse(query["limit"]!, CultureInfo.InvariantCulture)).Select(Write)];
        return RecordingTransport.Json(new JsonObject { ["total_count"] = IgnoresOffset ? null : all.Length, ["instances"] = page }.ToJsonString());
    }

    private JsonObject Write(StoredInstance instance)
    {
        JsonObject json = new()
        {
            ["id"] = instance.Id,
            ["name"] = instance.Name,
            ["status"] = instance.IsDeleted ? "DELETED" : "CREATING",
            ["creation_timestamp"] = instance.Created?.ToUnixTimeMilliseconds(),
        };
        if (instance.Flavor is not null)
        {
            json["flavor"] = instance.Flavor;
        }

        if (instance.Profile is not null)
        {
            json["profile"] = ShowsProfileUuids
                ? new JsonObject { ["id"] = "a4fbd8ba-5fe7-4a8e-9b1c-1f3d5b7a9c0e", ["name"] = instance.Profile }
                : new JsonObject { ["id"] = instance.Profile };
        }

        if (EchoesAnnotations && instance.Annotations is not null)
        {
            json["spec"] = new JsonObject { ["annotations"] = JsonSerializer.SerializeToNode(instance.Annotations) };
        }

        return json;
    }
}

/// <summary>A request as the service has seen it, and when.</summary>
internal sealed record SentRequest(HttpMethod Method, Uri Uri, string? Body, TimeSpan At);

/// <summary>An instance as the service has it.</summary>
internal sealed record StoredInstance(string Id, string Name, string? Flavor, string? Profile, DateTimeOffset? Created)
{
    public string Workspace { get; init; } = "0";

    public bool IsOwn { get; init; } = true;

    public bool IsDeleted { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>From when on the list shows it.</summary>
    public TimeSpan VisibleFrom { get; init; }
}
