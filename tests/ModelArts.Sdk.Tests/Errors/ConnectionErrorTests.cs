using System.Net.Sockets;
using System.Security.Authentication;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Errors;

public sealed class ConnectionErrorTests
{
    [Fact]
    public async Task GetAsync_NobodyListens_NamesTheHostAndWhatToDo()
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.Endpoint = LoopbackServer.ClosedEndpoint();
        options.AllowInsecureHttp = true;
        using ModelArtsClient client = new(options);

        ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(HttpRequestError.ConnectionError, exception.Error);
        Assert.Equal(Answer.InstanceId, exception.InstanceId);
        Assert.Equal(
            "GET /v1/{projectId}/demanager/instances/{instanceId} got no answer. "
            + $"No connection to http://127.0.0.1:{options.Endpoint.Port}: nothing answers there. Check the endpoint, the proxy and the firewall. [instance DE-1]",
            exception.Message);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "The name of https://modelarts.cn-north-4.myhuaweicloud.com is not known. Check the endpoint or the region")]
    [InlineData(HttpRequestError.ConnectionError, "No connection to https://modelarts.cn-north-4.myhuaweicloud.com")]
    [InlineData(HttpRequestError.SecureConnectionError, "TLS failed. Check its certificate and the clock")]
    [InlineData(HttpRequestError.ResponseEnded, "broke before the answer was complete")]
    [InlineData(HttpRequestError.InvalidResponse, "The connection to https://modelarts.cn-north-4.myhuaweicloud.com failed.")]
    [InlineData(HttpRequestError.Unknown, "The connection to https://modelarts.cn-north-4.myhuaweicloud.com failed.")]
    public async Task GetAsync_NoAnswer_SaysWhatKindOfFailureItWas(HttpRequestError error, string words)
    {
        HttpRequestException cause = new(error, "inner words");

        ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(() => TestClient.GetAsync(() => throw cause));

        Assert.Equal(error, exception.Error);
        Assert.Same(cause, exception.InnerException);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Exception, HttpRequestError> OtherCauses => new()
    {
        { new HttpIOException(HttpRequestError.ResponseEnded), HttpRequestError.ResponseEnded },
        { new IOException("reset", new SocketException((int)SocketError.ConnectionReset)), HttpRequestError.ResponseEnded },
        { new HttpRequestException("wrapped", new AuthenticationException()), HttpRequestError.Unknown },
    };

    [Theory]
    [MemberData(nameof(OtherCauses), DisableDiscoveryEnumeration = true)]
    public async Task GetAsync_ConnectionBreaks_IsAConnectionError(Exception cause, HttpRequestError error)
    {
        ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(() => TestClient.GetAsync(() => throw cause));

        Assert.Equal(error, exception.Error);
    }

    [Fact]
    public async Task GetAsync_ConnectionBreaksWithinTheBody_IsAConnectionError()
    {
        await using LoopbackServer server = new("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":\"DE-1\"");
        ModelArtsClientOptions options = TestClient.Options();
        options.Endpoint = server.Endpoint;
        options.AllowInsecureHttp = true;
        using ModelArtsClient client = new(options);

        ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(HttpRequestError.ResponseEnded, exception.Error);
    }

    [Fact]
    public async Task GetAsync_TransportOfTheCallerFails_IsTheCallersOwnToSee() =>
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => TestClient.GetAsync(() => throw new TimeZoneNotFoundException()));
}
