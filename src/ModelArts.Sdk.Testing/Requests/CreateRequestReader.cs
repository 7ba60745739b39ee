using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Testing.Wire;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>
/// Reads a request to create an instance, and judges it: by the SDK's own rules, and by the one that the SDK leaves to the
/// service, which storage types there are. The service names one error only: the first.
/// </summary>
internal static class CreateRequestReader
{
    private static readonly StorageType[] StorageTypes = [StorageType.Obs, StorageType.Obsfs, StorageType.Evs];

    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out CreateInstanceRequest? request,
        [NotNullWhen(false)] out ServiceError? error)
    {
        (request, error) = Read(body);
        return error is null;
    }

    private static (CreateInstanceRequest? Request, ServiceError? Error) Read(ReadOnlyMemory<byte> body)
    {
        CreateInstanceRequest? request;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (null, ServiceErrors.WrongType("body", "Object"));
            }

            if (CreateRequestShape.Value.Check(document.RootElement, "body") is { } wrongType)
            {
                return (null, wrongType);
            }

            request = document.RootElement.Deserialize<CreateInstanceRequest>(WireFormat.Lenient)!;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half a surrogate pair, which is well-formed JSON, but no text.
            return (null, ServiceErrors.MalformedBody);
        }

        return (request, Judge(request));
    }

    private static ServiceError? Judge(CreateInstanceRequest request) =>
        request.Validate() is [{ } first, ..] ? ServiceErrors.For(first, request)
        : StorageTypes.Contains(request.Spec.Storage.Type) ? null
        : ServiceErrors.StorageTypeUnsupported;
}
