using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>Reads the body of a request: well-formed, an object, and each field of its type. Rules about values come after that.</summary>
internal static class RequestBody
{
    public static bool TryRead<T>(
        ReadOnlyMemory<byte> body,
        JsonShape shape,
        [NotNullWhen(true)] out T? request,
        [NotNullWhen(false)] out ServiceError? error)
        where T : class
    {
        (request, error) = Read<T>(body, shape);
        return error is null;
    }

    private static (T? Request, ServiceError? Error) Read<T>(ReadOnlyMemory<byte> body, JsonShape shape)
        where T : class
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind != JsonValueKind.Object ? (null, ServiceErrors.WrongType("body", "Object"))
                : shape.Check(document.RootElement, "body") is { } wrongType ? (null, wrongType)
                : (document.RootElement.Deserialize<T>(WireFormat.Lenient)!, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair, which is well-formed JSON, but no text.
            return (null, ServiceErrors.MalformedBody);
        }
    }
}
