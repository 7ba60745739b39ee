using System.Net;
using ModelArts.Sdk.ContractTests.Service;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace ModelArts.Sdk.ContractTests.Errors;

/// <summary>A redirect would take the token to another host: it is an error, and nothing goes there.</summary>
public sealed class RedirectTests : IDisposable
{
    private readonly WireMockServer _other = WireMockServer.Start();
    private readonly NotebookService _service = new();

    public RedirectTests() =>
        _other.Given(Request.Create()).RespondWith(Response.Create().WithStatusCode(200).WithBody("""{"id":"DE-1"}"""));

    public void Dispose()
    {
        _service.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Get_RedirectToAnotherHost_IsAnErrorThatNamesStatusAndHostAndIsNotFollowed(int status)
    {
        _service.AnswerGet((HttpStatusCode)status, "", ("Location", $"http://127.0.0.1:{_other.Port}/elsewhere"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(_service.GetAsync);

        Assert.Equal(status, (int)exception.StatusCode);
        Assert.Contains($"HTTP {status}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_other.LogEntries);
        Assert.Single(_service.Log);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task Create_RedirectToAnotherHost_IsAnErrorAndIsNotFollowed(int status)
    {
        _service.AnswerCreate((HttpStatusCode)status, "", ("Location", $"http://127.0.0.1:{_other.Port}/elsewhere"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => _service.CreateAsync());

        Assert.Equal(status, (int)exception.StatusCode);
        Assert.Contains("127.0.0.1", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_other.LogEntries);
        Assert.Single(_service.Log);
    }

    [Fact]
    public async Task Get_RedirectWithinTheHost_IsAnErrorToo()
    {
        _service.AnswerGet(HttpStatusCode.Found, "", ("Location", "/v2/elsewhere"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(_service.GetAsync);

        Assert.Equal(HttpStatusCode.Found, exception.StatusCode);
        Assert.Contains("same host", exception.Message, StringComparison.Ordinal);
        Assert.Single(_service.Log);
    }

    [Fact]
    public async Task Get_RedirectWithSecretsInItsAddress_ShowsNoneOfThem()
    {
        _service.AnswerGet(HttpStatusCode.Found, "", ("Location", $"https://user:pass@login.example/sso?token={NotebookService.Token}"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(_service.GetAsync);

        Assert.Contains("login.example", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("user:pass", exception.ToString(), StringComparison.Ordinal);
    }
}
