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
        if (!MayHaveBody(request))
        {
            return default;
        }

        // The server itself counts what comes; what becomes of it, nobody does.
        MemoryStream body = new();
        using Stream? decompressed = Decompressed(request);
        await CopyAsync(decompressed ?? request.Body, body, context.RequestAborted).ConfigureAwait(false);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>For WireMock, which decompresses a body whatever that comes to; it is left there as it was sent.</summary>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    /// <exception cref="InvalidDataException">It is not compressed as its header says.</exception>
    public static async Task CheckCompressedBodyAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!MayHaveBody(request) || EncodingOf(request) is not ("gzip" or "deflate"))
        {
            return;
        }

        MemoryStream sent = new();
        await CopyAsync(request.Body, sent, context.RequestAborted).ConfigureAwait(false);
        request.Body = sent;
        sent.Position = 0;
        await ReadBodyAsync(context).ConfigureAwait(false);
        sent.Position = 0;
    }

    private static bool MayHaveBody(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsTrace(request.Method) || HttpMethods.IsConnect(request.Method));

    private static Stream? Decompressed(HttpRequest request) => EncodingOf(request) switch
    {
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new DeflateStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
        _ => null,
    };

    /// <summary>The first of them, as WireMock has it.</summary>
    private static string? EncodingOf(HttpRequest request) => request.Headers.ContentEncoding.FirstOrDefault()?.ToLowerInvariant();

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
