using System.Net;
using System.Text.Json.Nodes;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Iam;

public sealed class IamPasswordCredentialTests
{
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
