using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Iam;

public sealed class IamEndpointTests
{
    private readonly FakeCloud _cloud = new();

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
    public async Task HttpEndpoint_IsRefusedBeforeAnythingIsSent()
    {
        ModelArtsClientOptions options = _cloud.Options(FakeCloud.User());
        options.IamEndpoint = new Uri("http://iam.example.com");

        ArgumentException error = Assert.Throws<ArgumentException>(() => new ModelArtsClient(options));
        Assert.Contains("IamEndpoint: 'http://iam.example.com/' must be https", error.Message, StringComparison.Ordinal);

        // The last gate, for whatever passes by the options.
        CredentialTransport transport = new(options, _cloud.Transport);
        using HttpRequestMessage request = new(HttpMethod.Post, "http://iam.example.com/v3/auth/tokens");
        await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => transport.SendAsync(request));
        Assert.Empty(_cloud.Transport.Requests);
    }

    [Fact]
    public async Task HttpEndpoint_OfThisMachine_NeedsTheOption()
    {
        ModelArtsClientOptions options = _cloud.Options(FakeCloud.User());
        options.IamEndpoint = new Uri("http://127.0.0.1:5000");
        Assert.Throws<ArgumentException>(() => new ModelArtsClient(options));

        options.AllowInsecureHttp = true;
        using ModelArtsClient client = new(options);
        await client.CallAsync();

        Assert.Equal("127.0.0.1", Assert.Single(_cloud.TokenRequests).Uri.Host);
    }

    [Fact]
    public async Task NoEndpointOfIam_IsSaidWithWhatToSet()
    {
        ModelArtsClientOptions options = _cloud.Options(FakeCloud.User());
        options.Region = null;
        options.Endpoint = new Uri("https://modelarts.example.com");

        Assert.Contains("IamEndpoint: set it, or Region", Assert.Throws<ArgumentException>(() => new ModelArtsClient(options)).Message, StringComparison.Ordinal);

        // Within a chain the options cannot know.
        options.Credential = new ChainedCredential(FakeCloud.User());
        using ModelArtsClient client = new(options);
        Assert.Contains("Set Region or IamEndpoint", (await client.FailAsync()).Message, StringComparison.Ordinal);
    }
}
