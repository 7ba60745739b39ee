using System.Net;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Surroundings;

/// <summary>IAM and ModelArts behind one network, the metadata service behind another, with a clock that stands still.</summary>
internal sealed class FakeCloud
{
    public const string Password = "canary-password-Pa\"ss/1";
    public const string MetadataHost = "169.254.169.254";

    public static readonly Uri MetadataAddress = new("http://" + MetadataHost);

    private int _tokens;

    public FakeCloud()
    {
        Token = (_, _) => Task.FromResult(NewToken());
        Transport = new RecordingTransport(AnswerAsync);
        MetadataNetwork = new RecordingTransport((request, cancellationToken) => Metadata(request, cancellationToken));
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public RecordingTransport Transport { get; }

    public RecordingTransport MetadataNetwork { get; }

    /// <summary>What IAM answers to the question for a token. Unless set: token-1, token-2 and so on, each for 24 hours.</summary>
    public Func<RecordedRequest, CancellationToken, Task<HttpResponseMessage>> Token { get; set; }

    /// <summary>What IAM answers to the question for a project.</summary>
    public Func<RecordedRequest, HttpResponseMessage> Projects { get; set; } = _ => RecordingTransport.Json("""{"projects":[{"id":"p-looked-up","name":"cn-north-4"}]}""");

    public Func<RecordedRequest, HttpResponseMessage> Service { get; set; } = _ => Answer.Status("RUNNING")();

    public Func<RecordedRequest, CancellationToken, Task<HttpResponseMessage>> Metadata { get; set; } = (_, token) => Never.AnswerAsync(token);

    public IEnumerable<RecordedRequest> TokenRequests => Transport.Requests.Where(request => request.Uri.AbsolutePath == "/v3/auth/tokens");

    public IEnumerable<RecordedRequest> ProjectRequests => Transport.Requests.Where(request => request.Uri.AbsolutePath == "/v3/projects");

    public IEnumerable<RecordedRequest> ServiceRequests => Transport.Requests.Where(request => request.Uri.Host.StartsWith("modelarts.", StringComparison.Ordinal));

    public IEnumerable<RecordedRequest> MetadataRequests => MetadataNetwork.Requests;

    public static IamPasswordCredential User(string? project = null) => new("user-1", Password, "domain-1", project);

    public EcsMetadataCredential Server() => new(MetadataAddress, MetadataNetwork);

    public DefaultModelArtsCredential Surroundings(FakeHost host) => new(host, MetadataAddress, MetadataNetwork);

    public HttpResponseMessage NewToken(TimeSpan? lifetime = null, string? project = null)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        string scope = project is null ? "" : $$""","project":{"id":"{{project}}","name":"x"}""";
        string json = $$$"""{"token":{"expires_at":"{{{Text(now + (lifetime ?? TimeSpan.FromHours(24)))}}}","issued_at":"{{{Text(now)}}}"{{{scope}}}}}""";
        HttpResponseMessage response = RecordingTransport.Json(json, HttpStatusCode.Created);
        response.Headers.Add("X-Subject-Token", $"canary-token-{Interlocked.Increment(ref _tokens)}");
        return response;
    }

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    public ModelArtsClientOptions Options(ModelArtsCredential? credential, string? projectId = "p1") => new()
    {
        Region = ModelArtsRegion.CnNorth4,
        ProjectId = projectId,
        Credential = credential,
        Transport = Transport,
        TimeProvider = Clock,
        Jitter = static () => 0,
    };

    public ModelArtsClient Client(ModelArtsCredential? credential = null, string? projectId = "p1") => new(Options(credential ?? User(), projectId));

    private Task<HttpResponseMessage> AnswerAsync(RecordedRequest request, CancellationToken cancellationToken) => request.Uri switch
    {
        { Host: MetadataHost } => throw new InvalidOperationException("The key of a server is not asked for over the network of the client."),
        { AbsolutePath: "/v3/auth/tokens" } => Token(request, cancellationToken),
        { AbsolutePath: "/v3/projects" } => Task.FromResult(Projects(request)),
        _ => Task.FromResult(Service(request)),
    };
}

internal static class ClientCalls
{
    public static Task<DevEnvironmentInstance> CallAsync(this ModelArtsClient client) => client.CallUntilAsync(TestContext.Current.CancellationToken);

    public static Task<DevEnvironmentInstance> CallUntilAsync(this ModelArtsClient client, CancellationToken cancellationToken) =>
        client.DevEnvironments.GetAsync(Answer.InstanceId, cancellationToken);

    public static Task<ModelArtsAuthenticationException> FailAsync(this ModelArtsClient client) =>
        Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => client.CallAsync());
}
