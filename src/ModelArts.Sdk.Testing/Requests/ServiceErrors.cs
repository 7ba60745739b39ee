using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>
/// The errors with their texts. Those of 63xx are the service's own, from its table of error codes; it uses HTTP 400 for nearly
/// everything.
/// </summary>
internal static class ServiceErrors
{
    private const int BadRequest = 400;
    private const int Unauthorized = 401;
    private const int Forbidden = 403;
    private const int NotImplemented = 501;

    public static ServiceError TokenMissing { get; } = new(Unauthorized, ModelArtsErrorCode.TokenMissing, "The request carries no token.");

    public static ServiceError TokenInvalid { get; } = new(Unauthorized, ModelArtsErrorCode.TokenInvalid, "Invalid token.");

    public static ServiceError ProjectMismatch { get; } =
        new(Forbidden, ModelArtsErrorCode.ProjectMismatch, "The project ID in the URL does not match the project ID of the token.");

    public static ServiceError MalformedBody { get; } = new(BadRequest, ModelArtsErrorCode.ParameterError, "The request body is not valid JSON.");

    public static ServiceError UnreadableRequest { get; } = new(BadRequest, ModelArtsErrorCode.ParameterError, "The request cannot be read.");

    public static ServiceError NameExists { get; } = new(BadRequest, ModelArtsErrorCode.InstanceNameExists, "The instance already exists.");

    public static ServiceError InstanceNotFound { get; } = new(BadRequest, ModelArtsErrorCode.InstanceNotFound, "The instance does not exist.");

    public static ServiceError StorageTypeUnsupported { get; } =
        new(BadRequest, ModelArtsErrorCode.StorageTypeUnsupported, "This location type is not supported. Please check it.");

    /// <summary>A field of the wrong JSON type.</summary>
    public static ServiceError WrongType(string field, string type) =>
        new(BadRequest, ModelArtsErrorCode.ParameterTypeWrong, $"Incorrect parameter type. The '{field}' parameter must be of the '{type}' type.");

    /// <summary>Not an error of the service: it tells a developer what the simulator cannot do.</summary>
    public static ServiceError Unmatched(string method, string path) => new(
        NotImplemented,
        "ModelArtsSimulator.NotImplemented",
        $"The simulator has no answer to {method} {path}. Check the method and the path, or add a stub of your own to ModelArtsSimulator.Server.");

    /// <summary>What the service says where a rule is broken.</summary>
    public static ServiceError For(RequestFailure failure, CreateInstanceRequest request) => new(BadRequest, failure.ErrorCode, TextOf(failure, request));

    private static string TextOf(RequestFailure failure, CreateInstanceRequest request)
    {
        string field = failure.Path[(failure.Path.LastIndexOf('.') + 1)..];
        return failure.ErrorCode.Value switch
        {
            "ModelArts.6316" => "The param 'storage' is needed for creating notebook instance.",
            "ModelArts.6317" => "The 'path' parameter is required when the storage type is OBS.",
            // The table has quotes around the word, the reference page's example has none; the page wins.
            "ModelArts.6318" => "The param path needs to end with /.",
            "ModelArts.6324" => StorageTypeUnsupported.Message,
            "ModelArts.6331" => "The evs volume size ranges from 5 GB to 4096 GB.",
            "ModelArts.6334" => $"Invalid value for name or description. The character `{ForbiddenCharacter(field, request)}` is not allowed.",
            "ModelArts.6335" => $"'{field}' is a required property.",
            "ModelArts.6348" => "The 'duration' parameter is mandatory for enabling auto stop.",
            "ModelArts.6349" => "The 'duration' parameter is incorrect. The value ranges from 3600 to 86400.",
            "ModelArts.6358" =>
                "The path parameter is incorrect. It cannot be the root directory of an OBS bucket, but must be a specific directory in the OBS bucket.",
            _ => $"'{field}' property value is incorrect.",
        };
    }

    private static string ForbiddenCharacter(string field, CreateInstanceRequest request) => field == "name"
        ? request.Name.EnumerateRunes().First(rune => !(rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '_'))).ToString()
        : request.Description!.First(character => "&<>\"'/".Contains(character, StringComparison.Ordinal)).ToString();
}
