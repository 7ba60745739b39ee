using System.Net;
using System.Net.Http.Headers;
using ModelArts.Sdk.Benchmarks.Contenders;

namespace ModelArts.Sdk.Benchmarks.Network;

/// <summary>
/// The service without a network: asks a request for what a connection would write of it, the path and the body, and answers at once
/// with a stream and the headers that the real one sends.
/// </summary>
internal sealed class InMemoryService : HttpMessageHandler
{
    public static Uri Endpoint { get; } = new("https://modelarts.cn-north-4.myhuaweicloud.com");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            await content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        }

        byte[] body = request.RequestUri!.PathAndQuery.Contains('?', StringComparison.Ordinal) ? Example.Page : Example.Instance;
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(body, writable: false)), RequestMessage = request };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        response.Content.Headers.ContentLength = body.Length;
        HttpResponseHeaders headers = response.Headers;
        headers.TryAddWithoutValidation("Date", "Fri, 02 Jan 2026 03:04:05 GMT");
        headers.TryAddWithoutValidation("X-Request-Id", "7d558ef8c73d11ea964c0255ac100033");
        return response;
    }
}
