using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ModelArts.Sdk.Testing.Accounts;
using ModelArts.Sdk.Testing.Requests;
using ModelArts.Sdk.Testing.State;
using ModelArts.Sdk.Testing.Time;

namespace ModelArts.Sdk.Testing.Dashboard;

/// <summary>
/// A page that shows a browser how the simulator stands, and the JSON that the page asks for each second. Neither is journaled, and
/// neither holds a secret.
/// </summary>
internal sealed class DashboardService(
    SimulatorOptions options, AccountBook accounts, InstanceStore store, SimulatorJournal journal, SimulatorClock clock)
{
    public const string StatePath = "/__simulator/state";

    private const int MaxRequests = 40;

    private static readonly Lazy<string> Page = new(static () =>
    {
        using Stream stream = typeof(DashboardService).Assembly.GetManifestResourceStream("dashboard.html")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    });

    /// <summary>Only what the page itself holds may run, and it may ask nobody but the simulator: whatever a request has smuggled in.</summary>
    private static readonly Lazy<string> Policy = new(static () =>
        $"default-src 'none'; script-src {HashOf("script")}; style-src {HashOf("style")}; img-src data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    /// <summary>The answer to a request for the page or for what it shows; <see langword="null"/> where it is for something else.</summary>
    public SimulatorAnswer? Answer(SimulatorRequest request) => (request.Method, request.Path) switch
    {
        ("GET", "/") => Of("text/html;charset=utf-8") with
        {
            Text = Page.Value,
            Headers = [new("Content-Security-Policy", Policy.Value), .. Always],
        },
        ("GET", StatePath) => Of("application/json;charset=utf-8") with { Body = State(request), Headers = Always },
        _ => null,
    };

    private static IReadOnlyList<KeyValuePair<string, string>> Always =>
        [new("X-Content-Type-Options", "nosniff"), new("Cache-Control", "no-store"), new("Referrer-Policy", "no-referrer")];

    private static SimulatorAnswer Of(string contentType) => new() { StatusCode = 200, ContentType = contentType, IsJournaled = false };

    private static string HashOf(string tag)
    {
        string page = Page.Value;
        int start = page.IndexOf($"<{tag}>", StringComparison.Ordinal) + tag.Length + 2;
        string content = page[start..page.IndexOf($"</{tag}>", start, StringComparison.Ordinal)];
        return $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O");

    private static JsonObject Describe(SimulatorJournalEntry entry) => new()
    {
        ["time"] = Text(entry.Time),
        ["method"] = entry.Method,
        ["path"] = entry.Path,
        ["operation"] = entry.Operation.ToString(),
        ["status"] = entry.StatusCode,
        ["fault"] = entry.Fault?.ToString(),
        ["error"] = entry.ErrorCode?.Value,
        ["before"] = entry.StatusBefore?.Value,
        ["after"] = entry.StatusAfter?.Value,
        ["caller"] = entry.Caller,
    };

    private JsonObject State(SimulatorRequest request) => new()
    {
        ["endpoint"] = $"http://{request.Header("Host")}/",
        ["now"] = Text(clock.GetUtcNow()),
        ["advanced_seconds"] = (long)clock.Offset.TotalSeconds,
        ["instance_limit"] = options.InstanceLimit,
        ["projects"] = new JsonArray([.. accounts.Projects.Select(static project => new JsonObject { ["id"] = project.Id, ["name"] = project.Name })]),
        ["instances"] = new JsonArray([.. store.Do(static table => table.All).Select(Describe)]),
        ["requests"] = new JsonArray([.. journal.Last(MaxRequests).Reverse().Select(Describe)]),
    };

    private JsonObject Describe(InstanceView view)
    {
        TimelineMoment moment = view.Moment.Visible;
        return new JsonObject
        {
            ["id"] = view.Instance.Id,
            ["name"] = view.Instance.Request.Name,
            ["project"] = accounts.Projects.FirstOrDefault(project => project.Id == view.Instance.ProjectId)?.Name ?? view.Instance.ProjectId,
            ["owner"] = view.Instance.Owner.Name,
            ["flavor"] = view.Instance.Flavor,
            ["profile"] = view.Instance.Request.ProfileId.Value,
            ["status"] = moment.Status.Value,
            ["since"] = Text(moment.Since),
            ["until"] = moment.Until is { } until ? Text(until) : null,
            ["error"] = LifePlan.IsFailure(moment.Status) && view.Instance.Failure is { } failure ? $"{failure.ErrorCode}: {failure.Message}" : null,
            ["rank"] = view.Place?.Rank,
            ["remain"] = view.Place is { } place ? (long)Math.Ceiling((place.Turn - view.Now).TotalSeconds) : null,
        };
    }
}
