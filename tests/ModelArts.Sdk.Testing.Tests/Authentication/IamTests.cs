using System.Net;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Authentication;

public sealed class IamTests : SimulatorTest
{
    private const string Tokens = "/v3/auth/tokens";

    private RawClient? _anonymous;

    private RawClient Anonymous => _anonymous ??= new RawClient(Simulator, token: "");

    [Theory]
    [InlineData("""{"name":"cn-north-4"}""")]
    [InlineData("""{"id":"5f2a9d1c4b7e4c0e9a8d3b6f1e2c7a90"}""")]
    public async Task CreateToken_UserAndPassword_Answers201AndATokenThatIsAccepted(string project)
    {
        RawAnswer answer = await Anonymous.SendAsync(HttpMethod.Post, $"{Tokens}?nocatalog=true", Body(project: project).ToJsonString());

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.NotNull(answer.IamTraceId);
        Assert.True(answer.SubjectToken!.Length > 1000);
        JsonNode token = answer.Json["token"]!;
        Assert.Equal("2020-09-14T12:26:40.000000Z", (string?)token["expires_at"]);
        Assert.Equal("2020-09-13T12:26:40.000000Z", (string?)token["issued_at"]);
        Assert.Equal((Simulator.ProjectId, Simulator.ProjectName), ((string)token["project"]!["id"]!, (string)token["project"]!["name"]!));
        Assert.Equal((Simulator.UserName, Simulator.DomainName), ((string)token["user"]!["name"]!, (string)token["user"]!["domain"]!["name"]!));
        Assert.Null(token["catalog"]);
        using RawClient client = new(Simulator, answer.SubjectToken);
        await client.CreatedAsync();
        Assert.Equal(
            [SimulatorAuthentication.PasswordAccepted, SimulatorAuthentication.TokenAccepted],
            Simulator.Journal.Entries.Select(entry => entry.Authentication));
        Assert.DoesNotContain(Simulator.Journal.Entries, entry => entry.ToString().Contains(Simulator.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_PastItsTime_Answers401AndTheOneOfTheOptionsGoesOn()
    {
        string token = (await Anonymous.SendAsync(HttpMethod.Post, Tokens, Body().ToJsonString())).SubjectToken!;
        using RawClient client = new(Simulator, token);

        Advance(86_399);
        await client.CreatedAsync();
        Advance(1);
        RawAnswer expired = await client.GetAsync("DE-1");

        Assert.Equal((HttpStatusCode.Unauthorized, "ModelArts.0202"), (expired.Status, expired.ErrorCode));
        Assert.Equal(SimulatorAuthentication.TokenExpired, Simulator.Journal.Entries[^1].Authentication);
        Assert.Equal("ModelArts.6309", (await Client.GetAsync("DE-1")).ErrorCode);
    }

    [Fact]
    public async Task Token_ANewOne_LeavesTheOldValid()
    {
        string old = (await Anonymous.SendAsync(HttpMethod.Post, Tokens, Body().ToJsonString())).SubjectToken!;
        string next = (await Anonymous.SendAsync(HttpMethod.Post, Tokens, Body().ToJsonString())).SubjectToken!;
        using RawClient client = new(Simulator, old);

        Assert.NotEqual(old, next);
        await client.CreatedAsync();
    }

    [Fact]
    public async Task Token_WithoutProject_IsRefusedByModelArtsAndTakenByIam()
    {
        JsonObject body = Body();
        body["auth"]!.AsObject().Remove("scope");
        RawAnswer answer = await Anonymous.SendAsync(HttpMethod.Post, Tokens, body.ToJsonString());
        using RawClient client = new(Simulator, answer.SubjectToken);

        RawAnswer refused = await client.GetAsync("DE-1");

        Assert.Null(answer.Json["token"]!["project"]);
        Assert.Equal((HttpStatusCode.Unauthorized, "ModelArts.0204"), (refused.Status, refused.ErrorCode));
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "/v3/projects")).Status);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("password")]
    [InlineData("domain")]
    public async Task CreateToken_WrongUserPasswordOrDomain_Answers401InTheFormOfIam(string what)
    {
        JsonObject body = Body();
        JsonNode user = body["auth"]!["identity"]!["password"]!["user"]!;
        user[what] = what == "domain" ? new JsonObject { ["name"] = "canary" } : "canary";

        RawAnswer answer = await Anonymous.SendAsync(HttpMethod.Post, Tokens, body.ToJsonString());

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("""{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}""", answer.Text);
        Assert.Null(answer.SubjectToken);
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.ShouldHave(1, SimulatorOperation.CreateToken));
        Assert.Equal((SimulatorAuthentication.PasswordWrong, answer.IamTraceId), (entry.Authentication, entry.RequestId));
        Assert.DoesNotContain("canary", entry.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"elsewhere"}""")]
    [InlineData("""{"id":"elsewhere"}""")]
    [InlineData("""{"name":"cn-north-4","id":"elsewhere"}""")]
    public async Task CreateToken_UnknownProject_Answers404(string project)
    {
        RawAnswer answer = await Anonymous.SendAsync(HttpMethod.Post, Tokens, Body(project).ToJsonString());

        Assert.Equal((HttpStatusCode.NotFound, 404), (answer.Status, (int)answer.Json["error"]!["code"]!));
        Assert.Null(answer.SubjectToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"auth":{"identity":{}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["token"]}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"n","password":"p"}}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":1}}}}}""")]
    [InlineData("""{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"n","password":"p","domain":{"name":"d"}}}},"scope":{"project":{}}}}""")]
    public async Task CreateToken_ImpossibleBody_Answers400(string body)
    {
        RawAnswer answer = await Anonymous.SendAsync(HttpMethod.Post, Tokens, body);

        Assert.Equal((HttpStatusCode.BadRequest, 400), (answer.Status, (int)answer.Json["error"]!["code"]!));
        Assert.Equal("Bad Request", (string?)answer.Json["error"]!["title"]);
    }

    [Theory]
    [InlineData("?name=cn-north-4", 1)]
    [InlineData("?name=cn%2Dnorth%2D4", 1)]
    [InlineData("", 1)]
    [InlineData("?name=elsewhere", 0)]
    [InlineData("?name=", 0)]
    public async Task FindProjects_ByName_AnswersTheProjectOrNone(string query, int count)
    {
        RawAnswer answer = await Client.SendAsync(HttpMethod.Get, $"/v3/projects{query}");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        JsonArray projects = answer.Json["projects"]!.AsArray();
        Assert.Equal(count, projects.Count);
        Assert.All(projects, project => Assert.Equal((Simulator.ProjectId, Simulator.ProjectName), ((string)project!["id"]!, (string)project["name"]!)));
        Assert.NotNull(answer.IamTraceId);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.FindProjects);
    }

    [Theory]
    [InlineData("", SimulatorAuthentication.Missing)]
    [InlineData("another", SimulatorAuthentication.TokenUnknown)]
    public async Task FindProjects_WithoutAGoodToken_Answers401InTheFormOfIam(string token, SimulatorAuthentication authentication)
    {
        using RawClient client = new(Simulator, token);

        RawAnswer answer = await client.SendAsync(HttpMethod.Get, "/v3/projects");

        Assert.Equal((HttpStatusCode.Unauthorized, 401), (answer.Status, (int)answer.Json["error"]!["code"]!));
        Assert.Equal(authentication, Assert.Single(Simulator.Journal.Entries).Authentication);
    }

    private JsonObject Body(string project = """{"name":"cn-north-4"}""")
    {
        JsonObject user = new()
        {
            ["name"] = Simulator.UserName,
            ["password"] = Simulator.Password,
            ["domain"] = new JsonObject { ["name"] = Simulator.DomainName },
        };
        JsonObject identity = new() { ["methods"] = new JsonArray("password"), ["password"] = new JsonObject { ["user"] = user } };
        return new JsonObject
        {
            ["auth"] = new JsonObject { ["identity"] = identity, ["scope"] = new JsonObject { ["project"] = JsonNode.Parse(project) } },
        };
    }
}
