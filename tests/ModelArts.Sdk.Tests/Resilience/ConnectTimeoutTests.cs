using System.Net;
using System.Net.Sockets;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

/// <summary>A connection that was not made in time is told from an answer that did not come: nothing was sent.</summary>
public sealed class ConnectTimeoutTests
{
    [Fact]
    public async Task SendAsync_NetworkCancelsForItsOwnTimeout_SaysThatNoConnectionWasMade()
    {
        TaskCanceledException own = new("canceled", new TimeoutException());
        using HttpMessageInvoker invoker = Over(_ => throw own);

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(invoker, TestContext.Current.CancellationToken));

        Assert.Equal(HttpRequestError.ConnectionError, exception.HttpRequestError);
        Assert.Same(own, exception.InnerException);
        Assert.Contains("within 2 s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_CancelledByTheCaller_IsACancellation()
    {
        using CancellationTokenSource cancellation = new();
        await cancellation.CancelAsync();
        using HttpMessageInvoker invoker = Over(token => throw new TaskCanceledException("canceled", new TimeoutException(), token));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(invoker, cancellation.Token));
    }

    [Fact]
    public async Task SendAsync_CancelledForAnotherReason_IsACancellation()
    {
        using HttpMessageInvoker invoker = Over(static _ => throw new TaskCanceledException("disposed"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(invoker, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CreateAsync_HostThatTakesNoMoreConnections_IsADefiniteFailure()
    {
        // Linux leaves the first packet of a connection unanswered once the backlog is full.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems refuse the connection.");
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        List<Socket> waiting = [];
        try
        {
            for (int i = 0; i < 8; i++)
            {
                waiting.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false });
                try
                {
                    await waiting[i].ConnectAsync(listener.LocalEndPoint!, new CancellationTokenSource(TimeSpan.FromMilliseconds(20)).Token);
                }
                catch (OperationCanceledException)
                {
                    break;
                }
            }

            ModelArtsClientOptions options = TestClient.Options();
            options.Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}");
            options.AllowInsecureHttp = true;
            options.AttemptTimeout = TimeSpan.FromMilliseconds(200);
            using ModelArtsClient client = new(options);

            ModelArtsConnectionException exception = await Assert.ThrowsAsync<ModelArtsConnectionException>(() => client.DevEnvironments.CreateAsync(
                DevEnvironments.Create.ValidRequest.Create(), TestContext.Current.CancellationToken));

            Assert.Equal(HttpRequestError.ConnectionError, exception.Error);
        }
        finally
        {
            waiting.ForEach(static socket => socket.Dispose());
        }
    }

    private static HttpMessageInvoker Over(Func<CancellationToken, HttpResponseMessage> network) =>
        new(new ConnectTimeoutHandler(new RecordingTransport((_, token) => Task.FromResult(network(token))), TimeSpan.FromSeconds(2)));

    private static Task<HttpResponseMessage> SendAsync(HttpMessageInvoker invoker, CancellationToken cancellationToken) =>
        invoker.SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://h"), cancellationToken);
}
