using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace ModelArts.Sdk.Testing.Faults;

/// <summary>An answer as it goes on the wire: the true one, or that of a fault.</summary>
internal sealed record WireAnswer
{
    public required int StatusCode { get; init; }

    public required byte[] Body { get; init; }

    public string? ContentType { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Status line and headers, where an answer is written past the server.</summary>
    /// <param name="framing">How the end of the body is told.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="now">The time.</param>
    public byte[] Head(string framing, string requestId, DateTimeOffset now)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {StatusCode} {ReasonPhrases.GetReasonPhrase(StatusCode)}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Date: {now:R}\r\n{framing}\r\nX-Request-Id: {requestId}\r\nConnection: close\r\n");
        if (ContentType is not null)
        {
            head.Append("Content-Type: ").Append(ContentType).Append("\r\n");
        }

        foreach ((string name, string value) in Headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>With the length of the whole body, however much of it comes.</summary>
    public byte[] Head(string requestId, DateTimeOffset now) =>
        Head(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}"), requestId, now);
}
