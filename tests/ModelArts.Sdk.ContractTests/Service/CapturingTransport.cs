using System.Net;
using System.Text;
using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.ContractTests.Service;

/// <summary>Stands in for the network where a test makes many calls: keeps the targets, answers each by the same body.</summary>
internal sealed class CapturingTransport(byte[] body) : HttpMessageHandler
{
    public CapturingTransport(string json)
        : this(Encoding.UTF8.GetBytes(json))
    {
    }

    /// <summary>What the next answers hold.</summary>
    public byte[] Body { get; set; } = body;

    /// <summary>Path and query of each request, as they would stand in the request line.</summary>
    public List<string> Targets { get; } = [];

    public List<string> Hosts { get; } = [];

    public ModelArtsClient CreateClient() => new(new ModelArtsClientOptions
    {
        Region = ModelArtsRegion.CnNorth4,
        ProjectId = NotebookService.ProjectId,
        Credential = new AuthTokenCredential(NotebookService.Token),
        Transport = this,
        Retry = new ModelArtsRetryOptions { MaxAttempts = 1 },
    });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Targets.Add(request.RequestUri!.PathAndQuery);
        Hosts.Add(request.RequestUri.Host);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Body), RequestMessage = request });
    }
}
