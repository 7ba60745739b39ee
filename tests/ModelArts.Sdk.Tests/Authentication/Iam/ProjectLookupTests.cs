using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Iam;

public sealed class ProjectLookupTests
{
    private readonly FakeCloud _cloud = new();
    private readonly AccessKeyCredential _key = new("canary-ak", "canary-sk");

    [Fact]
    public async Task FirstCall_AsksIamForTheProjectOfTheRegionSignedAndOnce()
    {
        using ModelArtsClient client = _cloud.Client(_key, projectId: null);

        await client.CallAsync();
        await client.CallAsync();

        RecordedRequest search = Assert.Single(_cloud.ProjectRequests);
        Assert.Equal("https://iam.cn-north-4.myhuaweicloud.com/v3/projects?name=cn-north-4", search.Uri.AbsoluteUri);
        Assert.StartsWith("SDK-HMAC-SHA256 Access=canary-ak,", search.Headers["Authorization"], StringComparison.Ordinal);
        Assert.False(search.Headers.ContainsKey("X-Project-Id"));
        Assert.All(_cloud.ServiceRequests, request =>
        {
            Assert.StartsWith("/v1/p-looked-up/", request.Uri.AbsolutePath, StringComparison.Ordinal);
            Assert.Equal("p-looked-up", request.Headers["X-Project-Id"]);
        });
    }

    [Fact]
    public async Task ProjectId_Given_AsksNobody()
    {
        using ModelArtsClient client = _cloud.Client(_key);

        await client.CallAsync();

        Assert.Single(_cloud.Transport.Requests);
    }

    [Fact]
    public async Task FirstCalls_ManyAtOnce_ShareOneSearch()
    {
        using ModelArtsClient client = _cloud.Client(_key, projectId: null);

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => client.CallAsync())));

        Assert.Single(_cloud.ProjectRequests);
        Assert.Equal(500, _cloud.ServiceRequests.Count());
    }

    [Theory]
    [InlineData("""{"projects":[]}""", "knows no project named 'cn-north-4' that this credential may see. Check the region, or: Set ProjectId")]
    [InlineData("""{"projects":[{"id":"a"},{"id":"b"}]}""", "knows 2 projects named 'cn-north-4': a, b. Set ProjectId to the one that is meant.")]
    [InlineData("""{"projects":[{"id":"1"},{"id":"2"},{"id":"3"},{"id":"4"},{"id":"5"},{"id":"6"}]}""", "knows 6 projects named 'cn-north-4': 1, 2, 3, 4, 5, and more.")]
    [InlineData("""{"projects":[{"id":".."}]}""", "must not be '.' or '..'. Set ProjectId")]
    [InlineData("""{"projects":[{"id":""}]}""", "must not be blank. Set ProjectId")]
    [InlineData("""{"projects":[{"id":null}]}""", "its body is not what the API describes")]
    [InlineData("""{"projects":null}""", "its body is not what the API describes")]
    [InlineData("{}", "its body is not what the API describes")]
    [InlineData("null", "its body is not what the API describes")]
    [InlineData("<html>", "its body is not what the API describes")]
    public async Task Answer_ThatNamesNotOneProject_SaysWhatToSetAndIsNotKept(string body, string said)
    {
        Func<RecordedRequest, HttpResponseMessage> good = _cloud.Projects;
        _cloud.Projects = _ => RecordingTransport.Json(body);
        using ModelArtsClient client = _cloud.Client(_key, projectId: null);

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Empty(_cloud.ServiceRequests);
        _cloud.Projects = good;
        await client.CallAsync();
        Assert.Equal(2, _cloud.ProjectRequests.Count());
    }

    [Fact]
    public async Task Refusal_SaysThatProjectIdHelps()
    {
        _cloud.Projects = _ =>
        {
            HttpResponseMessage response = RecordingTransport.Json("""{"error":{"code":403,"message":"You are not authorized to perform the requested action."}}""", HttpStatusCode.Forbidden);
            response.Headers.Add("X-IAM-Trace-Id", "trace-2");
            return response;
        };
        using ModelArtsClient client = _cloud.Client(_key, projectId: null);

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Contains("no ProjectId is set", error.Message, StringComparison.Ordinal);
        Assert.Contains("Or set ProjectId", error.Message, StringComparison.Ordinal);
        Assert.Equal("trace-2", error.RequestId);
        Assert.Equal(Answer.InstanceId, error.InstanceId);
    }

    [Theory]
    [InlineData(401, "APIGW.0301")]
    [InlineData(401, "IAM.0101")]
    [InlineData(403, "APIGW.0301")]
    public async Task RefusedKey_IsSaidFirstAndProjectIdIsNoHelp(int status, string code)
    {
        _cloud.Projects = _ => Answer.Error((HttpStatusCode)status, code)();
        using ModelArtsClient client = _cloud.Client(_key, projectId: null);

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.StartsWith("The access key or its secret is refused: check both. GET iam.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ProjectId", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedToken_IsSaidFirst()
    {
        _cloud.Projects = _ => Answer.Error(HttpStatusCode.Unauthorized)();
        using ModelArtsClient client = _cloud.Client(new AuthTokenCredential("t"), projectId: null);

        Assert.StartsWith("The credential is refused: check it. GET iam.", (await client.FailAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordCredential_TakesTheProjectOfItsTokenWithoutASearch()
    {
        _cloud.Token = (_, _) => Task.FromResult(_cloud.NewToken(project: "p-of-token"));
        using ModelArtsClient client = _cloud.Client(FakeCloud.User("cn-north-4_team"), projectId: null);

        await client.CallAsync();

        Assert.Empty(_cloud.ProjectRequests);
        Assert.Single(_cloud.TokenRequests);
        Assert.StartsWith("/v1/p-of-token/", Assert.Single(_cloud.ServiceRequests).Uri.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordCredential_TokenThatNamesNoProject_SearchesWithIt()
    {
        using ModelArtsClient client = _cloud.Client(projectId: null);

        await client.CallAsync();

        Assert.Equal("canary-token-1", Assert.Single(_cloud.ProjectRequests).Headers["X-Auth-Token"]);
        Assert.Single(_cloud.TokenRequests);
    }

    [Fact]
    public async Task Cancellation_OfOneCaller_LeavesTheSearchToTheOthers()
    {
        using ManualResetEventSlim release = new();
        Func<RecordedRequest, HttpResponseMessage> good = _cloud.Projects;
        _cloud.Projects = request =>
        {
            release.Wait(TimeSpan.FromSeconds(10));
            return good(request);
        };
        using ModelArtsClient client = _cloud.Client(_key, projectId: null);
        using CancellationTokenSource source = new();
        Task first = client.CallUntilAsync(source.Token);
        Task second = client.CallAsync();

        await source.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));

        Assert.Equal(source.Token, exception.CancellationToken);
        release.Set();
        await second;
        Assert.Single(_cloud.ProjectRequests);
    }

    [Fact]
    public async Task ClockThatIsOff_IsCorrectedInTheSearchAlready()
    {
        _cloud.Projects = request =>
        {
            HttpResponseMessage response = request.Headers["X-Sdk-Date"] == "20260102T030405Z"
                ? RecordingTransport.Json("""{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: timestamp expired"}""", HttpStatusCode.Unauthorized)
                : RecordingTransport.Json("""{"projects":[{"id":"p-looked-up"}]}""");
            response.Headers.Date = _cloud.Clock.GetUtcNow().AddHours(24);
            return response;
        };
        using ModelArtsClient client = _cloud.Client(_key, projectId: null);

        await client.CallAsync();

        Assert.Equal(2, _cloud.ProjectRequests.Count());
        Assert.Equal("20260103T030405Z", Assert.Single(_cloud.ServiceRequests).Headers["X-Sdk-Date"]);
    }

    [Fact]
    public void NeitherProjectNorRegion_IsAProblemOfTheOptions()
    {
        ModelArtsClientOptions options = _cloud.Options(_key, projectId: null);
        options.Region = null;
        options.Endpoint = new Uri("https://modelarts.example.com");

        Assert.Contains("ProjectId: set the id of the project", Assert.Throws<ArgumentException>(() => new ModelArtsClient(options)).Message, StringComparison.Ordinal);
    }
}
