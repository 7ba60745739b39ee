using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Sources;

public sealed class EnvironmentCredentialTests
{
    private readonly FakeCloud _cloud = new();
    private readonly FakeHost _host = new();

    [Fact]
    public async Task Call_IsSignedWithTheKeyOfTheVariables()
    {
        Set(("AK", "ak-1"), ("SK", "sk-1"), ("SECURITY_TOKEN", "st-1"));
        using ModelArtsClient client = Client();

        await client.CallAsync();

        RecordedRequest request = Assert.Single(_cloud.ServiceRequests);
        Assert.Contains(" Access=ak-1,", request.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal("st-1", request.Headers["X-Security-Token"]);
        Assert.Equal("p1", request.Headers["X-Project-Id"]);
    }

    [Fact]
    public async Task ProjectOfTheVariables_IsUsedWhereTheOptionsNameNone()
    {
        Set(("AK", "a"), ("SK", "s"), ("PROJECT_ID", "p-env"));
        using ModelArtsClient client = Client(projectId: null);

        await client.CallAsync();

        Assert.StartsWith("/v1/p-env/", Assert.Single(_cloud.Transport.Requests).Uri.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IamOfTheVariables_CountsBeforeTheRegionAndBehindTheOptions()
    {
        Set(("AK", "a"), ("SK", "s"), ("IAM_ENDPOINT", "https://iam.env.example.com"));
        using (ModelArtsClient client = Client(projectId: null))
        {
            await client.CallAsync();
        }

        ModelArtsClientOptions options = _cloud.Options(new EnvironmentCredential(_host), projectId: null);
        options.IamEndpoint = new Uri("https://iam.options.example.com");
        using (ModelArtsClient client = new(options))
        {
            await client.CallAsync();
        }

        Assert.Equal(["iam.env.example.com", "iam.options.example.com"], _cloud.ProjectRequests.Select(request => request.Uri.Host));
    }

    [Fact]
    public async Task HttpIamOfTheVariables_OnThisMachine_NeedsTheOption()
    {
        Set(("AK", "a"), ("SK", "s"), ("IAM_ENDPOINT", "http://localhost:5000"));
        ModelArtsClientOptions options = _cloud.Options(new EnvironmentCredential(_host), projectId: null);
        using (ModelArtsClient client = new(options))
        {
            Assert.Contains("set AllowInsecureHttp", (await client.FailAsync()).Message, StringComparison.Ordinal);
            Assert.Empty(_cloud.Transport.Requests);
        }

        options.AllowInsecureHttp = true;
        using (ModelArtsClient client = new(options))
        {
            await client.CallAsync();
        }

        Assert.Equal("localhost", Assert.Single(_cloud.ProjectRequests).Uri.Host);
    }

    [Fact]
    public async Task NothingSet_IsUnavailableAndReadAgainAtTheNextCall()
    {
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.True(error.IsUnavailable);
        Assert.StartsWith("HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK are not set.", error.Message, StringComparison.Ordinal);
        Set(("AK", "a"), ("SK", "s"));
        await client.CallAsync();
    }

    [Theory]
    [InlineData("AK", "HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not. Set both, or neither.")]
    [InlineData("SK", "HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not. Set both, or neither.")]
    public async Task OneOfTwo_IsAMistake(string name, string said)
    {
        Set((name, "canary"));
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.False(error.IsUnavailable);
        Assert.StartsWith(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AK", "canary ak", "HUAWEICLOUD_SDK_AK is wrong. The access key holds a space")]
    [InlineData("AK", "canary/+=", "HUAWEICLOUD_SDK_AK is wrong. The access key holds a comma, a slash or an equals sign, which no access key has. Was it mistaken for the secret?")]
    [InlineData("SK", "canary\nsk", "HUAWEICLOUD_SDK_SK is wrong. The secret access key holds a space")]
    [InlineData("SECURITY_TOKEN", "canary st", "HUAWEICLOUD_SDK_SECURITY_TOKEN is wrong. The security token holds a space")]
    [InlineData("IAM_ENDPOINT", "iam.canary.com", "HUAWEICLOUD_SDK_IAM_ENDPOINT must be an absolute address")]
    [InlineData("IAM_ENDPOINT", "http://iam.canary.com", "HUAWEICLOUD_SDK_IAM_ENDPOINT must be https")]
    public async Task WrongValue_IsNamedAndNotRepeated(string name, string value, string said)
    {
        Set(("AK", "a"), ("SK", "s"));
        Set((name, value));
        using ModelArtsClient client = Client();

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    private ModelArtsClient Client(string? projectId = "p1") => _cloud.Client(new EnvironmentCredential(_host), projectId);

    private void Set(params (string Name, string Value)[] variables)
    {
        foreach ((string name, string value) in variables)
        {
            _host.Variables["HUAWEICLOUD_SDK_" + name] = value;
        }
    }
}
