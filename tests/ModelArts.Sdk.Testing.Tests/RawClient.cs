using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests;

/// <summary>Talks to a simulator as any client in any language would: by HTTP and JSON, without the SDK.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _projectId;

    public RawClient(ModelArtsSimulator simulator, string? token = null)
    {
        _projectId = simulator.ProjectId;
        _http = new HttpClient { BaseAddress = simulator.Endpoint };
        if (token != "")
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation("X-Auth-Token", token ?? simulator.AuthToken);
        }
    }

    public string InstancesPath => $"/v1/{_projectId}/demanager/instances";

    /// <summary>A request that keeps every rule, for tests to break.</summary>
    public static JsonObject ValidRequest(string name = "notebook", string flavor = "modelarts.vm.cpu.2u") => new()
    {
        ["name"] = name,
        ["profile_id"] = $"Multi-Engine 1.0 (python3)-{(flavor.Contains("gpu", StringComparison.OrdinalIgnoreCase) ? "gpu" : "cpu")}",
        ["flavor"] = flavor,
        ["spec"] = new JsonObject { ["storage"] = new JsonObject { ["type"] = "evs" } },
    };

    public static async Task<JsonObject> FixtureAsync(string name) => JsonNode.Parse(
        await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", name), TestContext.Current.CancellationToken))!.AsObject();

    public Task<RawAnswer> CreateAsync(JsonNode body) => CreateAsync(body.ToJsonString());

    public Task<RawAnswer> CreateAsync(string body) => SendAsync(HttpMethod.Post, InstancesPath, body);

    public Task<RawAnswer> GetAsync(string id) => SendAsync(HttpMethod.Get, $"{InstancesPath}/{id}");

    public Task<RawAnswer> ListAsync(string query) => SendAsync(HttpMethod.Get, $"{InstancesPath}{query}");

    public Task<RawAnswer> ActAsync(string id, string action) =>
        SendAsync(HttpMethod.Post, $"{InstancesPath}/{id}/action", new JsonObject { ["action"] = action }.ToJsonString());

    public Task<RawAnswer> UpdateAsync(string id, string body) => SendAsync(HttpMethod.Put, $"{InstancesPath}/{id}", body);

    public Task<RawAnswer> DeleteAsync(string id) => SendAsync(HttpMethod.Delete, $"{InstancesPath}/{id}");

    public async Task<string> StatusAsync(string id)
    {
        RawAnswer answer = await GetAsync(id);
        return answer.Status == HttpStatusCode.OK ? (string)answer.Json["status"]! : answer.ErrorCode!;
    }

    public async Task<JsonObject> CreatedAsync(JsonNode? body = null)
    {
        RawAnswer answer = await CreateAsync(body ?? ValidRequest());
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }

    public async Task<JsonObject> GotAsync(string id)
    {
        RawAnswer answer = await GetAsync(id);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Json;
    }

    public Task<RawAnswer> SendAsync(HttpMethod method, string path, string? body = null) =>
        SendAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

    public Task<RawAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        HttpRequestMessage request = new(method, path) { Content = content };
        return SendAsync(request);
    }

    public async Task<RawAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            return new RawAnswer(
                response.StatusCode,
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                HeaderOf(response, "X-Request-Id"),
                response.Content.Headers.ContentType?.MediaType)
            {
                Date = response.Headers.Date,
                SubjectToken = HeaderOf(response, "X-Subject-Token"),
                IamTraceId = HeaderOf(response, "X-IAM-Trace-Id"),
                Headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            };
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? Assert.Single(values) : null;
}

internal sealed record RawAnswer(HttpStatusCode Status, string Text, string? RequestId, string? MediaType)
{
    public DateTimeOffset? Date { get; init; }

    public string? SubjectToken { get; init; }

    public string? IamTraceId { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public string? ErrorCode => (string?)Json["error_code"];

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string? ErrorMessage => (string?)Json["error_message"];
}
