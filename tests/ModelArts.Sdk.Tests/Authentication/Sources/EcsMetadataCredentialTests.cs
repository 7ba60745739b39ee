using System.Net;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

public sealed class EcsMetadataCredentialTests : EcsMetadataTest
{
    [Fact]
    public async Task SecondVersion_OpensASessionAndSignsWithTheKey()
    {
        Respond(put: () => Text(" session-1\n"), get: _ => Key());
        using ModelArtsClient client = Client();

        await client.CallAsync();
        await client.CallAsync();

        RecordedRequest[] requests = [.. Cloud.MetadataRequests];
        Assert.Equal(2, requests.Length);
        Assert.Equal((HttpMethod.Put, "http://169.254.169.254/meta-data/latest/api/token"), (requests[0].Method, requests[0].Uri.AbsoluteUri));
        Assert.Equal("21600", requests[0].Headers["X-Metadata-Token-Ttl-Seconds"]);
        Assert.Equal((HttpMethod.Get, "http://169.254.169.254/openstack/latest/securitykey"), (requests[1].Method, requests[1].Uri.AbsoluteUri));
        Assert.Equal("session-1", requests[1].Headers["X-Metadata-Token"]);
        Assert.All(Cloud.ServiceRequests, request =>
        {
            Assert.Contains(" Access=ak-1,", request.Headers["Authorization"], StringComparison.Ordinal);
            Assert.Equal("canary-st-1", request.Headers["X-Security-Token"]);
        });
    }

    [Fact]
    public async Task Metadata_IsNotAskedOverTheNetworkOfTheClient()
    {
        Respond(get: _ => Key());
        using ModelArtsClient client = Client();

        await client.CallAsync();

        Assert.Equal(2, Cloud.MetadataNetwork.Requests.Count);
        Assert.DoesNotContain(Cloud.Transport.Requests, request => request.Uri.Host == FakeCloud.MetadataHost);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(503)]
    public async Task FirstVersion_IsAskedWithoutASession(int status)
    {
        Respond(put: () => new((HttpStatusCode)status), get: _ => Key());
        using ModelArtsClient client = Client();

        await client.CallAsync();

        Assert.False(Cloud.MetadataRequests.Last().Headers.ContainsKey("X-Metadata-Token"));
        Assert.Single(Cloud.ServiceRequests);
    }

    [Fact]
    public async Task CamelCaseAnswer_IsReadToo()
    {
        Respond(get: _ => RecordingTransport.Json(
            """{"credentials":{"accessKeyId":"ak-camel","secretAccessKey":"s","securityToken":"st-camel","expiration":"2026-01-02T04:04:05.000000Z"}}"""));
        using ModelArtsClient client = Client();

        await client.CallAsync();

        Assert.Contains(" Access=ak-camel,", Assert.Single(Cloud.ServiceRequests).Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("st-camel", Assert.Single(Cloud.ServiceRequests).Headers["X-Security-Token"]);
    }

    [Fact]
    public async Task Key_IsRenewedBeforeItsEndInTheLastTenMinutes()
    {
        Respond(get: _ => Key());
        using ModelArtsClient client = Client();
        await client.CallAsync();

        Cloud.Clock.Advance(TimeSpan.FromMinutes(50));
        await client.CallAsync();
        Assert.Equal(1, Keys);

        Cloud.Clock.Advance(TimeSpan.FromMinutes(3));
        await client.CallAsync();
        Assert.Contains("Access=ak-1,", Cloud.ServiceRequests.Last().Headers["Authorization"], StringComparison.Ordinal);
        for (int round = 0; round < 500 && Keys < 2; round++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, Keys);
    }

    [Fact]
    public async Task FirstCalls_OneThousandAtOnce_AskOnce()
    {
        Respond(get: _ => Key());
        using ModelArtsClient client = Client();

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => client.CallAsync())));

        Assert.Equal(2, Cloud.MetadataRequests.Count());
    }

    [Fact]
    public async Task SessionThatIsRefused_IsOpenedOnceAnew()
    {
        int sessions = 0;
        Respond(
            put: () => Text($"session-{++sessions}"),
            get: request => request.Headers["X-Metadata-Token"] == "session-1" ? Text("expired", HttpStatusCode.Unauthorized) : Key());
        using ModelArtsClient client = Client();

        await client.CallAsync();

        Assert.Equal(4, Cloud.MetadataRequests.Count());
    }

    [Fact]
    public async Task RefusedKey_IsAskedForAnewOnce()
    {
        Respond(get: _ => Key());
        Cloud.Service = request => request.Headers["X-Security-Token"] == "canary-st-1"
            ? Answer.Error(HttpStatusCode.Unauthorized, "ModelArts.0206")()
            : Answer.Status("RUNNING")();
        using ModelArtsClient client = Client();
        await client.FailAsync();

        Cloud.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.CallAsync();

        Assert.Equal(["canary-st-1", "canary-st-1", "canary-st-2"], Cloud.ServiceRequests.Select(request => request.Headers["X-Security-Token"]));
    }

    [Fact]
    public async Task ProjectLookup_IsSignedWithTheKeyOfTheServer()
    {
        Respond(get: _ => Key());
        using ModelArtsClient client = Cloud.Client(Cloud.Server(), projectId: null);

        await client.CallAsync();

        Assert.Equal("canary-st-1", Assert.Single(Cloud.ProjectRequests).Headers["X-Security-Token"]);
    }
}
