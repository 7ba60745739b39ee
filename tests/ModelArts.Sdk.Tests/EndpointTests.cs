using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests;

/// <summary>Where a client may send its requests, and how an address that it may not is refused.</summary>
public sealed class EndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.8.9.10")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    public void NewClient_HttpToLoopback_NeedsAllowInsecureHttp(string endpoint)
    {
        Assert.Null(Refusal(endpoint, allowInsecureHttp: true));
        Assert.Contains("set AllowInsecureHttp to true", Refusal(endpoint), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://modelarts.cn-north-4.myhuaweicloud.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://192.168.0.1")]
    [InlineData("http://[::2]")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("file:///etc")]
    public void NewClient_AnythingElseThanHttps_IsRefusedWhateverIsAllowed(string endpoint)
    {
        Assert.Contains("must be https", Refusal(endpoint, allowInsecureHttp: true), StringComparison.Ordinal);
        Assert.NotNull(Refusal(endpoint));
    }

    [Theory]
    [InlineData("https://modelarts.example.com")]
    [InlineData("https://modelarts.example.com:8443/base")]
    [InlineData("https://127.0.0.1")]
    public void NewClient_Https_IsAllowed(string endpoint) => Assert.Null(Refusal(endpoint));

    [Theory]
    [InlineData("https://user:hunter2@example.com")]
    [InlineData("https://hunter2@example.com")]
    [InlineData("https://example.com/?password=hunter2")]
    [InlineData("https://example.com/#hunter2")]
    [InlineData("http://user:hunter2@127.0.0.1")]
    public void NewClient_EndpointWithMoreThanAnAddress_IsRefusedWithoutRepeatingIt(string endpoint)
    {
        string? refusal = Refusal(endpoint, allowInsecureHttp: true);

        Assert.Contains("must be a plain address", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user:hunter2@example.com")]
    [InlineData("ftp://user:hunter2@example.com")]
    [InlineData("//user:hunter2@example.com")]
    [InlineData("example.com?password=hunter2")]
    public void NewClient_NoWebAddressButASecret_IsRefusedWithoutRepeatingIt(string endpoint)
    {
        string? refusal = Refusal(endpoint);

        Assert.NotNull(refusal);
        Assert.DoesNotContain("hunter2", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void NewClient_RelativeEndpoint_IsRefusedAndShown()
    {
        string? refusal = Refusal("modelarts.example.com");

        Assert.Contains("'modelarts.example.com' must be an absolute address", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_EndpointAndRegion_TheEndpointCounts()
    {
        RecordingTransport transport = new(_ => Answer.Status("RUNNING")());
        ModelArtsClientOptions options = TestClient.Options(transport);
        options.Endpoint = new Uri("https://modelarts.example.com:8443/base/");
        using ModelArtsClient client = new(options);

        await client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal("https://modelarts.example.com:8443/base/v1/p1/demanager/instances/DE-1", Assert.Single(transport.Requests).Uri.AbsoluteUri);
    }

    [Fact]
    public void NewClient_RegionOfTheCallersOwn_FallsUnderTheSameRules()
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.Region = new ModelArtsRegion("mine", new Uri("http://example.com"), new Uri("https://iam.example.com"));

        Assert.Throws<ArgumentException>("options", () => new ModelArtsClient(options));
    }

    private static string? Refusal(string endpoint, bool allowInsecureHttp = false)
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.Region = null;
        options.Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute);
        options.AllowInsecureHttp = allowInsecureHttp;
        return Record.Exception(() => new ModelArtsClient(options).Dispose())?.Message;
    }
}
