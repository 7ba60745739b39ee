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

    private static HttpMessageInvoker Over(Func<CancellationToken, HttpResponseMessage> network) =>
        new(new ConnectTimeoutHandler(new RecordingTransport((_, token) => Task.FromResult(network(token))), TimeSpan.FromSeconds(2)));

    private static Task<HttpResponseMessage> SendAsync(HttpMessageInvoker invoker, CancellationToken cancellationToken) =>
        invoker.SendAsync(new HttpRequestMessage(HttpMethod.Get, "https://h"), cancellationToken);
}
