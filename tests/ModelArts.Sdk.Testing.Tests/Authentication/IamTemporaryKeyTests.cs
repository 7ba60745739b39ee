using System.Net;
using System.Text.Json.Nodes;

namespace ModelArts.Sdk.Testing.Tests.Authentication;

public sealed class IamTemporaryKeyTests : SimulatorTest
{
    private const string Keys = "/v3.0/OS-CREDENTIAL/securitytokens";

    [Theory]
    [InlineData(null, "2020-09-13T12:41:40.000000Z", 900)]
    [InlineData(86400, "2020-09-14T12:26:40.000000Z", 86400)]
    public async Task Key_ForAToken_SignsUntilItsTimeIsOver(int? seconds, string expiresAt, int lifetime)
    {
        using RawClient anonymous = new(Simulator, token: "");

        RawAnswer answer = await anonymous.SendAsync(HttpMethod.Post, Keys, Body(Simulator.AuthToken, seconds).ToJsonString());

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.NotNull(answer.IamTraceId);
        JsonNode credential = answer.Json["credential"]!;
        Assert.Equal(expiresAt, (string?)credential["expires_at"]);
        SimulatorJournalEntry entry = Assert.Single(Simulator.Journal.ShouldHave(1, SimulatorOperation.CreateTemporaryKey));
        Assert.Equal((SimulatorAuthentication.TokenAccepted, Simulator.UserName), (entry.Authentication, entry.Caller));
        Advance(lifetime - 1);
        Assert.Equal(HttpStatusCode.OK, (await ListAsync(anonymous, credential)).Status);
        Advance(1);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ListAsync(anonymous, credential)).Status);
        Assert.Equal(SimulatorAuthentication.AccessKeyExpired, Simulator.Journal.Entries[^1].Authentication);
    }

    [Fact]
    public async Task Key_ForTheTokenInTheHeader_IsGiven()
    {
        JsonObject body = Body(token: null, seconds: null);

        Assert.Equal(HttpStatusCode.Created, (await Client.SendAsync(HttpMethod.Post, Keys, body.ToJsonString())).Status);
    }

    [Theory]
    [InlineData("""{"methods":["token"],"token":{"id":"invented"}}""", 401)]
    [InlineData("""{"methods":["token"],"token":{}}""", 401)]
    [InlineData("""{"methods":["token"]}""", 401)]
    [InlineData("""{"methods":["token"],"token":{"duration_seconds":899}}""", 400)]
    [InlineData("""{"methods":["token"],"token":{"duration_seconds":86401}}""", 400)]
    [InlineData("""{"methods":["token"],"token":{"duration_seconds":"900"}}""", 400)]
    [InlineData("""{"methods":["assume_role"],"assume_role":{"agency_name":"a","domain_name":"d"}}""", 400)]
    [InlineData("""{"methods":null}""", 400)]
    [InlineData("[]", 400)]
    public async Task Key_ThatCannotBeGiven_IsRefusedInTheFormOfIam(string identity, int status)
    {
        using RawClient anonymous = new(Simulator, token: "");

        RawAnswer answer = await anonymous.SendAsync(HttpMethod.Post, Keys, $$$"""{"auth":{"identity":{{{identity}}}}}""");

        Assert.Equal((status, status), ((int)answer.Status, (int)answer.Json["error"]!["code"]!));
    }

    private static JsonObject Body(string? token, int? seconds)
    {
        JsonObject asked = [];
        if (token is not null)
        {
            asked["id"] = token;
        }

        if (seconds is not null)
        {
            asked["duration_seconds"] = seconds;
        }

        return new JsonObject { ["auth"] = new JsonObject { ["identity"] = new JsonObject { ["methods"] = new JsonArray("token"), ["token"] = asked } } };
    }

    private Task<RawAnswer> ListAsync(RawClient client, JsonNode credential)
    {
        RawSigner signer = new()
        {
            AccessKey = (string)credential["access"]!,
            SecretKey = (string)credential["secret"]!,
            Time = Clock.GetUtcNow(),
            Headers = [("x-security-token", (string)credential["securitytoken"]!)],
        };
        return client.SendAsync(signer.Sign(HttpMethod.Get, new Uri(Simulator.Endpoint, $"{Client.InstancesPath}?de_type=Notebook")));
    }
}
