using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Authentication.Surroundings;
using ModelArts.Sdk.Tests.DependencyInjection;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication;

/// <summary>A network of the application's that follows redirects is refused: it would carry the credential to another host.</summary>
public sealed class RedirectTests
{
    public static TheoryData<bool, bool> Networks => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Transport_ThatFollowsRedirects_IsRefused(bool sockets, bool wrapped)
    {
        using HttpMessageHandler transport = Network(sockets, wrapped, follows: true);

        ArgumentException error = Assert.Throws<ArgumentException>(() => new ModelArtsClient(TestClient.Options(transport)));

        Assert.Contains("Transport: set AllowAutoRedirect to false", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Transport_ThatFollowsNone_IsTaken(bool sockets, bool wrapped)
    {
        using HttpMessageHandler transport = Network(sockets, wrapped, follows: false);

        new ModelArtsClient(TestClient.Options(transport)).Dispose();
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task PrimaryHandler_ThatFollowsRedirects_IsRefused(bool sockets, bool wrapped)
    {
        await using ServiceProvider provider = AddModelArtsTests.Provider(services => services
            .AddModelArts(options => AddModelArtsTests.Configure(options, null!))
            .ConfigurePrimaryHttpMessageHandler(() => Network(sockets, wrapped, follows: true)));

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => provider.GetRequiredService<DevEnvironmentsClient>().GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Contains("'ModelArts': set AllowAutoRedirect to false", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1/x")]
    [InlineData("http://modelarts.cn-north-4.myhuaweicloud.com/v1/x")]
    [InlineData("https://modelarts.cn-north-4.myhuaweicloud.com:8443/v1/x")]
    public async Task UnknownHandler_ThatFollowedARedirect_IsFoundOut(string elsewhere)
    {
        using ModelArtsClient client = new(TestClient.Options(new FollowingHandler(new Uri(elsewhere))));

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Contains("A handler followed a redirect from modelarts.cn-north-4.myhuaweicloud.com to", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownHandler_ThatFollowedARedirectOfIam_IsFoundOut()
    {
        ModelArtsClientOptions options = TestClient.Options(new FollowingHandler(new Uri("https://elsewhere.example/v3/auth/tokens")));
        options.Credential = new IamPasswordCredential("user-1", FakeCloud.Password, "domain-1");
        using ModelArtsClient client = new(options);

        ModelArtsAuthenticationException error = await client.FailAsync();

        Assert.Contains("A handler followed a redirect from iam.cn-north-4", error.Message, StringComparison.Ordinal);
    }

    private static HttpMessageHandler Network(bool sockets, bool wrapped, bool follows)
    {
        HttpMessageHandler network = sockets
            ? new SocketsHttpHandler { AllowAutoRedirect = follows }
            : new HttpClientHandler { AllowAutoRedirect = follows };
        return wrapped ? new Wrapper { InnerHandler = new Wrapper { InnerHandler = network } } : network;
    }

    private sealed class Wrapper : DelegatingHandler;

    /// <summary>Does as .NET's handlers do: the address changes in the request itself.</summary>
    private sealed class FollowingHandler(Uri elsewhere) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = elsewhere;
            HttpResponseMessage response = RecordingTransport.Json("{}", HttpStatusCode.OK);
            response.RequestMessage = request;
            return Task.FromResult(response);
        }
    }
}
