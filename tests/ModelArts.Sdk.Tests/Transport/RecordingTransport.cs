using System.Net;
using System.Text;

namespace ModelArts.Sdk.Tests.Transport;

/// <summary>Stands in for the network: answers by a function, and keeps what was sent as it would go on the wire.</summary>
internal sealed class RecordingTransport(Func<RecordedRequest, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<RecordedRequest> _requests = [];

    public RecordingTransport(Func<RecordedRequest, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public IReadOnlyList<RecordedRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RecordedRequest recorded = new(
            request.Method,
            request.RequestUri!,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
        lock (_requests)
        {
            _requests.Add(recorded);
        }

        HttpResponseMessage response = await answer(recorded, cancellationToken).ConfigureAwait(false);
        response.RequestMessage = request;
        return response;
    }
}

/// <summary>A request as it would go on the wire.</summary>
internal sealed record RecordedRequest(HttpMethod Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, string? Body);
