using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelArts.Sdk.Testing.Requests;

namespace ModelArts.Sdk.Testing.Hosting;

/// <summary>Reads what the service needs of an HTTP request.</summary>
internal static class RequestReader
{
    /// <summary>What a body may come to, compressed or not.</summary>
    public const int MaxBody = 32 * 1024 * 1024;

    public static SimulatorRequest Read(HttpContext context, ReadOnlyMemory<byte> body)
    {
        // As it was sent: decoded, an escaped slash could no longer be told from a real one.
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string path = question < 0 ? target : target[..question];
        return new SimulatorRequest(
            context.Request.Method,
            path.StartsWith('/') ? path : context.Request.Path.ToUriComponent(),
            question < 0 ? "" : target[question..],
            context.Request.Headers,
            body,
            context.TraceIdentifier);
    }

    /// <summary>The body, decompressed: as WireMock reads it, which leaves those of methods alone that have none.</summary>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    /// <exception cref="InvalidDataException">It is not compressed as its header says.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsTrace(request.Method) || HttpMethods.IsConnect(request.Method))
        {
            return default;
        }

        // The server itself counts what comes; what becomes of it, nobody does.
        MemoryStream body = new();
        using Stream? decompressed = Decompressed(request);
        await CopyAsync(decompressed ?? request.Body, body, context.RequestAborted).ConfigureAwait(false);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static Stream? Decompressed(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new DeflateStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        _ => null,
    };

    private static async Task CopyAsync(Stream from, MemoryStream to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (to.Length + read > MaxBody)
            {
                throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
            }

            to.Write(buffer, 0, read);
        }
    }
}
