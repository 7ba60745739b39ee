using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

public sealed class DefaultModelArtsCredentialTests
{
    private readonly FakeCloud _cloud = new();
    private readonly FakeHost _host = new();

    public DefaultModelArtsCredentialTests() => _cloud.Metadata = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "no route");

    [Fact]
    public async Task Order_IsEnvironmentThenFileThenServer()
    {
        _cloud.Metadata = (request, _) => Task.FromResult(request.Method == HttpMethod.Put
            ? new HttpResponseMessage(System.Net.HttpStatusCode.NotFound)
            : RecordingTransport.Json("""{"credential":{"access":"of-server","secret":"s","securitytoken":"t","expires_at":"2026-01-02T04:04:05.000000Z"}}"""));
        Assert.Equal("of-server", await AccessKeyAsync());
        Assert.Equal(2, _cloud.MetadataRequests.Count());

        _host.Files[FakeHost.DefaultPath] = "[basic]\nak=of-file\nsk=s";
        Assert.Equal("of-file", await AccessKeyAsync());

        _host.Variables["HUAWEICLOUD_SDK_AK"] = "of-environment";
        _host.Variables["HUAWEICLOUD_SDK_SK"] = "s";
        Assert.Equal("of-environment", await AccessKeyAsync());
        Assert.Equal(2, _cloud.MetadataRequests.Count());
    }

    [Fact]
    public async Task ChosenSource_StaysEvenWhereAnEarlierOneAppears()
    {
        _host.Files[FakeHost.DefaultPath] = "[basic]\nak=of-file\nsk=s";
        using ModelArtsClient client = Client();
        await client.CallAsync();

        _host.Variables["HUAWEICLOUD_SDK_AK"] = "of-environment";
        _host.Variables["HUAWEICLOUD_SDK_SK"] = "s";
        await client.CallAsync();

        Assert.All(_cloud.ServiceRequests, request => Assert.Contains("Access=of-file,", request.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("p1")]
    [InlineData(null)]
    public async Task NothingFound_ListsEachSourceAndWhatToDo(string? projectId)
    {
        using ModelArtsClient client = Client(projectId);

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Equal(
            $"""
            No credential was found.
              - EnvironmentCredential: HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set.
              - ProfileFileCredential: There is no credentials file '{FakeHost.DefaultPath}'.
              - EcsMetadataCredential: No key from the metadata service of this server (169.254.169.254): nothing answers there. Either this is no server of Huawei Cloud, or its network is closed to metadata.
            Set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or write ak and sk to the section [basic] of ~/.huaweicloud/credentials, or give the server an agency, or give the client's options a Credential. [instance DE-1]
            """.ReplaceLineEndings("\n"),
            error.Message.Replace('\\', '/'));
        Assert.Empty(_cloud.ServiceRequests);
        Assert.Empty(_cloud.ProjectRequests);
    }

    [Fact]
    public async Task ProjectOfTheSource_IsThatOfTheSameSourceAsTheKey()
    {
        _host.Variables["HUAWEICLOUD_SDK_PROJECT_ID"] = "p-env";
        _host.Files[FakeHost.DefaultPath] = "[basic]\nak=of-file\nsk=s\nproject_id=p-file";
        using ModelArtsClient client = Client(projectId: null);

        await client.CallAsync();

        Assert.StartsWith("/v1/p-file/", Assert.Single(_cloud.ServiceRequests).Uri.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_WithoutACredential_AreValid()
    {
        ModelArtsClientOptions options = new() { Region = ModelArtsRegion.CnNorth4, Transport = _cloud.Transport };

        using ModelArtsClient client = new(options);

        Assert.Null(options.Credential);
        Assert.Empty(_cloud.Transport.Requests);
    }

    private ModelArtsClient Client(string? projectId = "p1") => _cloud.Client(_cloud.Surroundings(_host), projectId);

    private async Task<string> AccessKeyAsync()
    {
        using ModelArtsClient client = Client();
        await client.CallAsync();
        return _cloud.ServiceRequests.Last().Headers["Authorization"].Split("Access=")[1].Split(',')[0];
    }
}
