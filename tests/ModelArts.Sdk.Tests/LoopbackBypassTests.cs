using System.Net;

namespace ModelArts.Sdk.Tests;

public sealed class LoopbackBypassTests
{
    private static readonly Uri Proxy = new("http://proxy.example:3128");

    [Theory]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://localhost:5000", true)]
    [InlineData("http://[::1]:5000", true)]
    [InlineData("https://modelarts.cn-north-4.myhuaweicloud.com", false)]
    public void Proxy_OfTheMachine_IsNotForThisMachine(string address, bool direct)
    {
        LoopbackBypass bypass = new(new Everything());

        Assert.Equal(direct, bypass.IsBypassed(new Uri(address)));
        Assert.Equal(direct ? null : Proxy, bypass.GetProxy(new Uri(address)));
    }

    [Fact]
    public void Credentials_AreThoseOfTheProxyOfTheMachine()
    {
        Everything proxy = new();
        NetworkCredential credential = new("user", "x");

        new LoopbackBypass(proxy).Credentials = credential;

        Assert.Same(credential, proxy.Credentials);
        Assert.Same(credential, new LoopbackBypass(proxy).Credentials);
    }

    [Fact]
    public void OwnTransport_UsesIt()
    {
        using SocketsHttpHandler transport = ClientPipelineTests.OwnTransport(TestClient.Options());

        Assert.True(transport.UseProxy);
        Assert.IsType<LoopbackBypass>(transport.Proxy);
    }

    private sealed class Everything : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => Proxy;

        public bool IsBypassed(Uri host) => false;
    }
}
