using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ModelArts.Sdk.ContractTests.Service;

/// <summary>The service as a test wants it, over real HTTP, and a client that is set up as a user would: by the public constructor.</summary>
public sealed class NotebookService : IDisposable
{
    public const string ProjectId = "p";
    public const string InstanceId = "DE-1";

    /// <summary>What no message may ever show.</summary>
    public const string Token = "canary-MIIE1tokenThatNobodyMaySee";

    private readonly WireMockServer _server = WireMockServer.Start();

    public NotebookService(Action<ModelArtsClientOptions>? configure = null)
    {
        ModelArtsClientOptions options = new()
        {
            Endpoint = new Uri(_server.Url!),
            AllowInsecureHttp = true,
            ProjectId = ProjectId,
            Credential = new AuthTokenCredential(Token),

            // What a test is about is mostly one answer; those of retries set what they need. A lost create is looked for once.
            Retry = new ModelArtsRetryOptions { MaxAttempts = 1, BaseDelay = TimeSpan.FromMilliseconds(1), CreateVisibilityDelay = TimeSpan.Zero },
        };
        configure?.Invoke(options);
        Client = new ModelArtsClient(options);
    }

    public ModelArtsClient Client { get; }

    public Uri Address => new(_server.Url!);

    public IReadOnlyList<ILogEntry> Log => [.. _server.LogEntries];

    public static CreateInstanceRequest SmallestRequest =>
        CreateInstanceRequest.For("n").WithProfile("profile").WithFlavor("flavor").WithEvsStorage().Build();

    public Task<DevEnvironmentInstance> GetAsync() => Client.DevEnvironments.GetAsync(InstanceId, TestContext.Current.CancellationToken);

    public Task<InstanceOperation> CreateAsync(CreateInstanceRequest? request = null) =>
        Client.DevEnvironments.CreateAsync(request ?? SmallestRequest, TestContext.Current.CancellationToken);

    public void AnswerGet(HttpStatusCode status, string body, params (string Name, string Value)[] headers) =>
        Answer(Request.Create().UsingGet().WithPath($"/v1/{ProjectId}/demanager/instances/{InstanceId}"), status, body, headers);

    public void AnswerCreate(HttpStatusCode status, string body, params (string Name, string Value)[] headers) =>
        Answer(Request.Create().UsingPost().WithPath($"/v1/{ProjectId}/demanager/instances"), status, body, headers);

    public void AnswerList(HttpStatusCode status, string body) =>
        Answer(Request.Create().UsingGet().WithPath($"/v1/{ProjectId}/demanager/instances"), status, body, []);

    public void AnswerGet(IResponseBuilder response) =>
        _server.Given(Request.Create().UsingGet().WithPath($"/v1/{ProjectId}/demanager/instances/{InstanceId}")).RespondWith(response);

    public void Dispose()
    {
        Client.Dispose();
        _server.Dispose();
    }

    private void Answer(IRequestBuilder request, HttpStatusCode status, string body, (string Name, string Value)[] headers)
    {
        IResponseBuilder response = Response.Create().WithStatusCode(status).WithBody(body);
        if (!headers.Any(header => header.Name == "Content-Type"))
        {
            response = response.WithHeader("Content-Type", "application/json");
        }

        // A content type that is named but empty stands for none.
        foreach ((string name, string value) in headers.Where(header => header.Value.Length > 0))
        {
            response = response.WithHeader(name, value);
        }

        _server.Given(request).RespondWith(response);
    }
}
