using System.Net;
using System.Text.Json.Nodes;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Iam;

public sealed class IamPasswordCredentialTests
{
    private const int Callers = 1000;

    private readonly FakeCloud _cloud = new();

    [Fact]
    public async Task FirstCall_AsksIamForATokenOfTheProjectAndSendsIt()
    {
        using ModelArtsClient client = _cloud.Client();

        await client.CallAsync();

        RecordedRequest token = _cloud.Transport.Requests[0];
        Assert.Equal(HttpMethod.Post, token.Method);
        Assert.Equal("https://iam.cn-north-4.myhuaweicloud.com/v3/auth/tokens?nocatalog=true", token.Uri.AbsoluteUri);
        Assert.False(token.Headers.ContainsKey("X-Auth-Token"));
        Assert.StartsWith("ModelArts.Sdk/", token.Headers["User-Agent"], StringComparison.Ordinal);
        JsonNode expected = JsonNode.Parse("""
            {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"user-1","password":"?","domain":{"name":"domain-1"}}}},
            "scope":{"project":{"id":"p1"}}}}
            """)!;
        expected["auth"]!["identity"]!["password"]!["user"]!["password"] = FakeCloud.Password;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(token.Body!)), token.Body);
        Assert.Equal("canary-token-1", Assert.Single(_cloud.ServiceRequests).Headers["X-Auth-Token"]);
    }

    [Theory]
    [InlineData("cn-north-4_team", "p1", """{"name":"cn-north-4_team"}""")]
    [InlineData("77b6a44cba5143ab91d13ab9a8ff44fd", "p1", """{"id":"77b6a44cba5143ab91d13ab9a8ff44fd"}""")]
    [InlineData(null, "p1", """{"id":"p1"}""")]
    [InlineData(null, null, """{"name":"cn-north-4"}""")]
    public async Task Scope_IsTheProjectOfTheCredentialOrElseThatOfTheClient(string? ofCredential, string? ofClient, string expected)
    {
        using ModelArtsClient client = _cloud.Client(FakeCloud.User(ofCredential), ofClient);

        await client.CallAsync();

        string scope = JsonNode.Parse(Assert.Single(_cloud.TokenRequests).Body!)!["auth"]!["scope"]!["project"]!.ToJsonString();
        Assert.Equal(expected, scope);
    }

    [Theory]
    [InlineData("https://iam.example.com", "https://iam.example.com/v3/auth/tokens?nocatalog=true")]
    [InlineData("https://iam.example.com/", "https://iam.example.com/v3/auth/tokens?nocatalog=true")]
    [InlineData("https://iam.example.com/v3", "https://iam.example.com/v3/auth/tokens?nocatalog=true")]
    [InlineData("https://iam.example.com:8443/base/v3/", "https://iam.example.com:8443/base/v3/auth/tokens?nocatalog=true")]
    public async Task IamEndpoint_CountsBeforeThatOfTheRegion(string endpoint, string expected)
    {
        ModelArtsClientOptions options = _cloud.Options(FakeCloud.User());
        options.IamEndpoint = new Uri(endpoint);
        List<Uri> asked = [];
        using RecordingTransport transport = new(request =>
        {
            asked.Add(request.Uri);
            return request.Method == HttpMethod.Post ? _cloud.NewToken() : Answer.Status("RUNNING")();
        });
        options.Transport = transport;
        using ModelArtsClient client = new(options);

        await client.CallAsync();

        Assert.Equal(expected, asked[0].AbsoluteUri);
    }

    [Fact]
    public async Task FirstCalls_OneThousandAtOnce_MakeOneTokenRequest()
    {
        using UnobservedExceptions unobserved = new("token");
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = async (_, _) =>
        {
            await release.Task;
            return _cloud.NewToken();
        };
        using ModelArtsClient client = _cloud.Client();

        Task[] calls = [.. Enumerable.Range(0, Callers).Select(_ => Task.Run(() => client.CallAsync()))];
        release.SetResult();
        await Task.WhenAll(calls);

        Assert.Single(_cloud.TokenRequests);
        Assert.Equal(Callers, _cloud.ServiceRequests.Count(request => request.Headers["X-Auth-Token"] == "canary-token-1"));
        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task TokenThatHasEnded_OneThousandCallersAndAFailingIam_OneRequestTheSameErrorAndTheNextCallRecovers()
    {
        using UnobservedExceptions unobserved = new("IAM gave no token");
        using ModelArtsClient client = _cloud.Client();
        await client.CallAsync();
        _cloud.Clock.Advance(TimeSpan.FromHours(25));
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = async (_, _) =>
        {
            await release.Task;
            return RecordingTransport.Json("""{"error_msg":"down","error_code":"IAM.0011"}""", HttpStatusCode.ServiceUnavailable);
        };

        Task<ModelArtsAuthenticationException>[] calls = [.. Enumerable.Range(0, Callers).Select(_ => client.FailAsync())];
        release.SetResult();
        ModelArtsAuthenticationException[] errors = await Task.WhenAll(calls);

        Assert.Equal(2, _cloud.TokenRequests.Count());
        Assert.Single(errors.Select(error => error.Message).Distinct());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, errors[0].StatusCode);
        _cloud.Token = (_, _) => Task.FromResult(_cloud.NewToken());
        await client.CallAsync();
        Assert.Equal(3, _cloud.TokenRequests.Count());
        Assert.Equal("canary-token-2", _cloud.ServiceRequests.Last().Headers["X-Auth-Token"]);
        calls = [];
        Assert.Equal(0, unobserved.Collect());
    }

    [Fact]
    public async Task TokenThatIsNearItsEnd_IsServedWhileIamFailsAndReplacedOnceItAnswers()
    {
        using ModelArtsClient client = _cloud.Client();
        await client.CallAsync();
        TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = (_, _) =>
        {
            failed.TrySetResult();
            return Task.FromResult(Answer.Error(HttpStatusCode.ServiceUnavailable)());
        };

        _cloud.Clock.Advance(TimeSpan.FromHours(23.75));
        await client.CallAsync();
        await failed.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await client.CallAsync();
        Assert.All(_cloud.ServiceRequests, request => Assert.Equal("canary-token-1", request.Headers["X-Auth-Token"]));

        _cloud.Token = (_, _) => Task.FromResult(_cloud.NewToken());
        for (int round = 0; round < 500 && _cloud.ServiceRequests.Last().Headers["X-Auth-Token"] == "canary-token-1"; round++)
        {
            // The pause after a failed renewal: short of the end of the token, however often it is repeated.
            _cloud.Clock.Advance(TimeSpan.FromSeconds(round == 0 ? 31 : 0));
            await client.CallAsync();
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal("canary-token-2", _cloud.ServiceRequests.Last().Headers["X-Auth-Token"]);
        Assert.Equal(3, _cloud.TokenRequests.Count());
    }

    [Fact]
    public async Task SharedError_NamesTheInstanceOfEachCall()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = async (_, _) =>
        {
            await release.Task;
            throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
        };
        using ModelArtsClient client = _cloud.Client();
        string[] ids = ["DE-1", "DE-2"];
        Task<ModelArtsAuthenticationException>[] calls =
        [
            .. ids.Select(id => Assert.ThrowsAsync<ModelArtsAuthenticationException>(
                () => client.DevEnvironments.GetAsync(id, TestContext.Current.CancellationToken))),
        ];

        release.SetResult();

        Assert.Equal(ids, (await Task.WhenAll(calls)).Select(error => error.InstanceId));
    }

    [Fact]
    public async Task Cancellation_OfOneCaller_IsPromptAndLeavesTheOthersTheirToken()
    {
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _cloud.Token = async (_, _) =>
        {
            await release.Task;
            return _cloud.NewToken();
        };
        using ModelArtsClient client = _cloud.Client();
        using CancellationTokenSource source = new();
        Task first = client.CallUntilAsync(source.Token);
        Task second = client.CallAsync();

        await source.CancelAsync();
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));

        Assert.Equal(source.Token, exception.CancellationToken);
        release.SetResult();
        await second;
        Assert.Single(_cloud.TokenRequests);
    }

    [Fact]
    public async Task CredentialOfTwoClients_OfTheSameProject_HasOneToken()
    {
        IamPasswordCredential credential = FakeCloud.User();
        using ModelArtsClient one = _cloud.Client(credential);
        using ModelArtsClient two = _cloud.Client(credential);
        using ModelArtsClient other = _cloud.Client(credential, projectId: "p2");

        await one.CallAsync();
        await two.CallAsync();
        Assert.Single(_cloud.TokenRequests);

        await other.CallAsync();
        Assert.Equal(2, _cloud.TokenRequests.Count());
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(24)]
    [InlineData(1)]
    public async Task ClockOfThisMachine_OffByHours_TheTokenIsStillKept(int hours)
    {
        _cloud.Token = (_, _) =>
        {
            // By the clock of IAM.
            DateTimeOffset now = _cloud.Clock.GetUtcNow().AddHours(-hours);
            HttpResponseMessage response = RecordingTransport.Json(
                $$$"""{"token":{"expires_at":"{{{FakeCloud.Text(now.AddHours(24))}}}","issued_at":"{{{FakeCloud.Text(now)}}}"}}""", HttpStatusCode.Created);
            response.Headers.Add("X-Subject-Token", "t");
            return Task.FromResult(response);
        };
        using ModelArtsClient client = _cloud.Client();

        await client.CallAsync();
        _cloud.Clock.Advance(TimeSpan.FromHours(20));
        await client.CallAsync();

        Assert.Single(_cloud.TokenRequests);
    }

    [Theory]
    [InlineData(null, "p", "d", "user")]
    [InlineData("u", " ", "d", "password")]
    [InlineData("u", "p", "", "domain")]
    public void Constructor_BlankArgument_IsRefused(string? user, string password, string domain, string parameter) =>
        Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(() => new IamPasswordCredential(user!, password, domain)).ParamName);
}
