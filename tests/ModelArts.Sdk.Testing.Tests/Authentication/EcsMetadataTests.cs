using System.Net;
using System.Text.Json.Nodes;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Tests.Authentication;

public sealed class EcsMetadataTests : SimulatorTest
{
    private const string SessionPath = "/meta-data/latest/api/token";
    private const string KeyPath = "/openstack/latest/securitykey";

    private protected override SimulatorOptions Options => new() { TemporaryKeyLifetime = TimeSpan.FromHours(2) };

    [Fact]
    public async Task Client_OnAServerOfTheCloud_SignsWithATemporaryKeyAndRenewsIt()
    {
        using ModelArtsClient client = new(Simulator.CreateClientOptions(SimulatorSignIn.EcsMetadata));

        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);
        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.OpenMetadataSession, entry => entry.StatusCode == 200);
        Simulator.Journal.ShouldHave(1, SimulatorOperation.GetMetadataKey, entry => entry.StatusCode == 200);
        Advance(2 * 60 * 60);
        await client.DevEnvironments.ListPageAsync(new ListInstancesQuery(), Cancellation);

        Simulator.Journal.ShouldHave(2, SimulatorOperation.GetMetadataKey, entry => entry.StatusCode == 200);
        IReadOnlyList<SimulatorJournalEntry> lists = Simulator.Journal.ShouldHave(
            3, SimulatorOperation.List, entry => entry is { StatusCode: 200, Authentication: SimulatorAuthentication.SignatureAccepted, Caller: "simulator-user" });
        Assert.Equal(lists[0].AccessKey, lists[1].AccessKey);
        Assert.NotEqual(lists[0].AccessKey, lists[2].AccessKey);
        Assert.StartsWith("TEMP", lists[0].AccessKey, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_ByHttpAlone_OpensTheServiceUntilItExpires()
    {
        using RawClient anonymous = new(Simulator, token: "");
        string session = await OpenSessionAsync(anonymous, "60");

        RawAnswer answer = await GetKeyAsync(anonymous, session);

        JsonNode credential = answer.Json["credential"]!;
        Assert.Equal("2020-09-13T14:26:40.000000Z", (string?)credential["expires_at"]);
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.Status, answer.MediaType));
        Assert.Equal(HttpStatusCode.OK, (await ListAsync(anonymous, credential)).Status);
        Advance((2 * 60 * 60) - 1);
        Assert.Equal(HttpStatusCode.OK, (await ListAsync(anonymous, credential)).Status);
        Advance(1);
        RawAnswer refused = await ListAsync(anonymous, credential);
        Assert.Equal((HttpStatusCode.Unauthorized, "APIGW.0301"), (refused.Status, refused.ErrorCode));
        Assert.Equal(SimulatorAuthentication.AccessKeyExpired, Simulator.Journal.Entries[^1].Authentication);
    }

    [Fact]
    public async Task Key_WithoutASession_IsThatOfTheFirstVersion()
    {
        using RawClient anonymous = new(Simulator, token: "");

        Assert.NotNull((await anonymous.SendAsync(HttpMethod.Get, KeyPath)).Json["credential"]);
    }

    [Fact]
    public async Task Key_WithASessionThatIsUnknownOrOver_IsRefusedWith401()
    {
        using RawClient anonymous = new(Simulator, token: "");
        string session = await OpenSessionAsync(anonymous, "60");

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetKeyAsync(anonymous, "invented")).Status);
        Advance(60);

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetKeyAsync(anonymous, session)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("21601")]
    [InlineData("soon")]
    public async Task Session_OfAnImpossibleTime_IsRefusedWith400(string? seconds)
    {
        using RawClient anonymous = new(Simulator, token: "");

        Assert.Equal(HttpStatusCode.BadRequest, (await AskForSessionAsync(anonymous, seconds)).Status);
    }

    private static async Task<string> OpenSessionAsync(RawClient client, string seconds)
    {
        RawAnswer answer = await AskForSessionAsync(client, seconds);
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.Status, answer.MediaType));
        return answer.Text;
    }

    private static Task<RawAnswer> AskForSessionAsync(RawClient client, string? seconds)
    {
        HttpRequestMessage request = new(HttpMethod.Put, SessionPath);
        if (seconds is not null)
        {
            request.Headers.Add("X-Metadata-Token-Ttl-Seconds", seconds);
        }

        return client.SendAsync(request);
    }

    private static Task<RawAnswer> GetKeyAsync(RawClient client, string session)
    {
        HttpRequestMessage request = new(HttpMethod.Get, KeyPath);
        request.Headers.Add("X-Metadata-Token", session);
        return client.SendAsync(request);
    }

    private Task<RawAnswer> ListAsync(RawClient client, JsonNode credential)
    {
        RawSigner signer = new() { AccessKey = (string)credential["access"]!, SecretKey = (string)credential["secret"]!, Time = Clock.GetUtcNow() };
        HttpRequestMessage request = signer.Sign(HttpMethod.Get, new Uri(Simulator.Endpoint, $"{Client.InstancesPath}?de_type=Notebook"));
        request.Headers.Add("X-Security-Token", (string)credential["securitytoken"]!);
        return client.SendAsync(request);
    }
}
