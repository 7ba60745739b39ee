using System.Net;
using System.Text;
using ModelArts.Sdk.Benchmarks.Contenders;

namespace ModelArts.Sdk.Benchmarks.Network;

/// <summary>Answers that the instance is being created, until every so-many-th request finds that it runs. Counts the requests.</summary>
internal sealed class PollsUntilRunning(int polls) : HttpMessageHandler
{
    public static readonly byte[] Running = Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(Example.Instance).Replace("\"CREATING\"", "\"RUNNING\"", StringComparison.Ordinal));

    private int _requests;

    public int Requests => _requests;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = Interlocked.Increment(ref _requests) % polls == 0 ? Running : Example.Instance;
        HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(body, writable: false)), RequestMessage = request };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        response.Content.Headers.ContentLength = body.Length;
        return Task.FromResult(response);
    }
}
