using System.Net;
using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests;

public sealed class ClientPipelineTests
{
    [Fact]
    public void Create_OwnTransport_IsResilienceThenPermitThenAuthenticationThenTheNetwork()
    {
        using HttpMessageHandler handler = ClientPipeline.Create(TestClient.Options()).Handler;

        ResilienceHandler resilience = Assert.IsType<ResilienceHandler>(handler);
        SendPermitHandler permit = Assert.IsType<SendPermitHandler>(resilience.InnerHandler);
        AuthHandler authentication = Assert.IsType<AuthHandler>(permit.InnerHandler);
        ConnectTimeoutHandler connection = Assert.IsType<ConnectTimeoutHandler>(authentication.InnerHandler);
        Assert.IsType<SocketsHttpHandler>(connection.InnerHandler);
    }

    [Fact]
    public void CreateTransport_Own_FollowsNoRedirectsKeepsNoCookiesAndRenewsConnections()
    {
        using SocketsHttpHandler transport = OwnTransport(TestClient.Options());

        Assert.False(transport.AllowAutoRedirect);
        Assert.False(transport.UseCookies);
        Assert.Equal(DecompressionMethods.All, transport.AutomaticDecompression);
        Assert.Equal(TimeSpan.FromMinutes(5), transport.PooledConnectionLifetime);
        Assert.Equal(0, transport.MaxResponseDrainSize);
    }

    [Theory]
    [InlineData(60, 15)]
    [InlineData(10, 5)]
    public void CreateTransport_Own_MakesAConnectionInHalfOfAnAttemptAtMost(int attemptSeconds, int connectSeconds)
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.AttemptTimeout = TimeSpan.FromSeconds(attemptSeconds);

        using SocketsHttpHandler transport = OwnTransport(options);

        Assert.Equal(TimeSpan.FromSeconds(connectSeconds), transport.ConnectTimeout);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task GetAsync_Redirect_IsNotFollowedAndNamesTheHost(int status)
    {
        await using LoopbackServer target = new("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        await using LoopbackServer server = new(
            $"HTTP/1.1 {status} Moved\r\nLocation: {target.Endpoint}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        ModelArtsClientOptions options = TestClient.Options();
        options.Endpoint = server.Endpoint;
        options.AllowInsecureHttp = true;
        using ModelArtsClient client = new(options);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(status, (int)exception.StatusCode);
        Assert.Contains($"HTTP {status}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("redirect to 127.0.0.1, which is not followed", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
        Assert.Equal(0, target.Connections);
    }

    internal static SocketsHttpHandler OwnTransport(ModelArtsClientOptions options) =>
        Assert.IsType<SocketsHttpHandler>(Assert.IsType<ConnectTimeoutHandler>(ClientPipeline.CreateTransport(options)).InnerHandler);
}
