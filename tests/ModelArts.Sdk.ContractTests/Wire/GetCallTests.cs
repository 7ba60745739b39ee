using System.Net;
using ModelArts.Sdk.ContractTests.Service;
using ModelArts.Sdk.DevEnvironments;
using WireMock;

namespace ModelArts.Sdk.ContractTests.Wire;

/// <summary>Get, as the service sees it (Table 1; the answer: Tables 11 to 30).</summary>
public sealed class GetCallTests : IDisposable
{
    private readonly NotebookService _service = new();

    public GetCallTests() => _service.AnswerGet(HttpStatusCode.OK, ContractFixture.Read("create-response.json"));

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Get_IsAGetBelowTheInstancesOfTheProject()
    {
        DevEnvironmentInstance instance = await _service.GetAsync();

        IRequestMessage request = Assert.Single(_service.Log).RequestMessage!;
        Assert.Equal("GET", request.Method);
        Assert.Equal($"/v1/{NotebookService.ProjectId}/demanager/instances/{NotebookService.InstanceId}", request.AbsolutePath);
        Assert.Empty(new Uri(request.Url).Query);
        Assert.Equal("notebook-c6fd", instance.Name);
    }

    [Fact]
    public async Task Get_CarriesTheTokenAndNoBody()
    {
        await _service.GetAsync();

        IRequestMessage request = Assert.Single(_service.Log).RequestMessage!;
        Assert.Equal([NotebookService.Token], request.Headers!["X-Auth-Token"]);
        Assert.Equal(["application/json"], request.Headers["Accept"]);
        Assert.False(request.Headers.ContainsKey("Content-Type"));
        Assert.True(string.IsNullOrEmpty(request.Body));
    }

    [Fact]
    public async Task Get_BodyThatBeginsWithAByteOrderMark_IsUnderstood()
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.OK, "\uFEFF{\"id\":\"DE-1\"}");

        DevEnvironmentInstance instance = await service.GetAsync();

        Assert.Equal("DE-1", instance.Id);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=no-such-charset")]
    [InlineData("")]
    public async Task Get_JsonUnderAnotherContentType_IsUnderstood(string contentType)
    {
        using NotebookService service = new();
        service.AnswerGet(HttpStatusCode.OK, """{"id":"DE-1"}""", ("Content-Type", contentType));

        DevEnvironmentInstance instance = await service.GetAsync();

        Assert.Equal("DE-1", instance.Id);
    }

    [Theory]
    [InlineData("../../v2", "..%2F..%2Fv2")]
    [InlineData("a?b#c%d", "a%3Fb%23c%25d")]
    public async Task Get_ProjectIdThatIsNoPlainWord_IsOneSegmentToo(string projectId, string escaped)
    {
        await using RawHttpServer server = RawHttpServer.ThatAnswersOk("""{"id":"DE-1"}""");
        using ModelArtsClient client = new(new ModelArtsClientOptions
        {
            Endpoint = server.Address,
            AllowInsecureHttp = true,
            ProjectId = projectId,
            Credential = new Authentication.AuthTokenCredential(NotebookService.Token),
        });

        await client.DevEnvironments.GetAsync("DE-1", TestContext.Current.CancellationToken);

        Assert.Equal([$"GET /v1/{escaped}/demanager/instances/DE-1 HTTP/1.1"], server.RequestLines);
    }
}
