using System.Globalization;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.Requests;

/// <summary>
/// The errors with their texts. Those up to 6318 are the service's own, from its table of error codes, and mostly those after it;
/// it uses HTTP 400 for nearly everything.
/// </summary>
internal static class ServiceErrors
{
    private const int BadRequest = 400;
    private const int Unauthorized = 401;
    private const int Forbidden = 403;
    private const int NotFound = 404;
    private const int TooLarge = 413;
    private const int TooManyRequests = 429;
    private const int InternalError = 500;
    private const int NotImplemented = 501;

    public static ServiceError TokenMissing { get; } = new(Unauthorized, ModelArtsErrorCode.TokenMissing, "The request carries no token.");

    public static ServiceError TokenInvalid { get; } = new(Unauthorized, ModelArtsErrorCode.TokenInvalid, "Invalid token.");

    public static ServiceError TokenExpired { get; } = new(Unauthorized, ModelArtsErrorCode.TokenExpired, "The token has expired.");

    public static ServiceError TokenWithoutProject { get; } =
        new(Unauthorized, ModelArtsErrorCode.TokenWithoutProject, "The token is not scoped to a project.");

    public static ServiceError ProjectMismatch { get; } =
        new(Forbidden, ModelArtsErrorCode.ProjectMismatch, "The project ID in the URL does not match the project ID of the credential.");

    public static ServiceError MalformedBody { get; } = new(BadRequest, ModelArtsErrorCode.ParameterError, "The request body is not valid JSON.");

    public static ServiceError UnreadableRequest { get; } = new(BadRequest, ModelArtsErrorCode.ParameterError, "The request cannot be read.");

    public static ServiceError NameExists { get; } = new(BadRequest, ModelArtsErrorCode.InstanceNameExists, "The instance already exists.");

    public static ServiceError InstanceNotFound { get; } = new(BadRequest, ModelArtsErrorCode.InstanceNotFound, "The instance does not exist.");

    public static ServiceError InstanceLimitReached { get; } =
        new(BadRequest, ModelArtsErrorCode.InstanceLimitReached, "The instance count already reaches the maximum value.");

    public static ServiceError FieldNotSortable { get; } =
        new(BadRequest, ModelArtsErrorCode.FieldNotSortable, "The field does not support sorting.");

    public static ServiceError InstanceMustBeStopped { get; } =
        new(BadRequest, ModelArtsErrorCode.InstanceMustBeStopped, "Please stop the instance before deleting.");

    public static ServiceError InstanceAlreadyRunning { get; } =
        new(BadRequest, ModelArtsErrorCode.InstanceAlreadyRunning, "The instance is already running.");

    public static ServiceError InstanceIsStarting { get; } = new(BadRequest, ModelArtsErrorCode.InstanceIsStarting, "The instance is starting.");

    public static ServiceError InstanceAlreadyStopped { get; } =
        new(BadRequest, ModelArtsErrorCode.InstanceAlreadyStopped, "The instance has already been stopped.");

    public static ServiceError InstanceIsStopping { get; } = new(BadRequest, ModelArtsErrorCode.InstanceIsStopping, "The instance is stopping.");

    public static ServiceError InstanceNotRunning { get; } = new(BadRequest, ModelArtsErrorCode.InstanceNotRunning, "The instance is not running.");

    public static ServiceError FlavorSoldOut { get; } = new(BadRequest, ModelArtsErrorCode.FlavorSoldOut, "The flavor is sold out.");

    public static ServiceError ProfileFlavorMismatch { get; } =
        new(BadRequest, ModelArtsErrorCode.ProfileFlavorMismatch, "The type of the profile does not match the type of the flavor.");

    public static ServiceError AutoStopNotModifiable { get; } =
        new(BadRequest, ModelArtsErrorCode.AutoStopNotModifiable, "Auto stop cannot be modified in the current status of the instance.");

    public static ServiceError OperationConflict { get; } = new(
        BadRequest,
        ModelArtsErrorCode.OperationConflict,
        "Another operation is being performed on the instance, or the instance is already in the target status.");

    public static ServiceError CapacityInsufficient { get; } =
        new(BadRequest, ModelArtsErrorCode.CapacityInsufficient, "The resources are insufficient. Try again later.");

    public static ServiceError StorageTypeUnsupported { get; } =
        new(BadRequest, ModelArtsErrorCode.StorageTypeUnsupported, "This location type is not supported. Please check it.");

    /// <summary>The gateway has one code for all that can be wrong with a signature.</summary>
    public static ServiceError SignatureRefused(string why) =>
        new GatewayError(Unauthorized, "APIGW.0301", $"Incorrect IAM authentication information: {why}.");

    /// <summary>The gateway knows an API by method and path: a wrong method is as unknown to it as a wrong path.</summary>
    public static ServiceError NoSuchApi { get; } =
        new GatewayError(NotFound, "APIGW.0101", "The API does not exist or has not been published in the environment.");

    public static ServiceError BodyTooLarge { get; } =
        new(TooLarge, "ModelArts.4104", "The request body is too large. With AK/SK it may have 12 MB.");

    /// <summary>Not for a fault of the service's: what the simulator has to keep can no longer be kept.</summary>
    public static ServiceError StateNotWritten { get; } =
        new(InternalError, "ModelArts.6102", "The simulator cannot write its state file, and has done nothing. Is the disk full?");

    /// <summary>A fault of the simulator's own: still no stack trace for its clients.</summary>
    public static ServiceError Internal(string what) =>
        new(InternalError, "ModelArts.0010", $"The simulator has failed, which it never should: {what}");

    /// <summary>The gateway lets no more requests through for now.</summary>
    public static ServiceError Throttled(int limit, string window) => new GatewayError(
        TooManyRequests,
        "APIGW.0308",
        string.Create(CultureInfo.InvariantCulture, $"The throttling threshold has been reached: policy user over ratelimit,limit:{limit},time:1 {window}."));

    /// <summary>A field of the wrong JSON type.</summary>
    public static ServiceError WrongType(string field, string type) =>
        new(BadRequest, ModelArtsErrorCode.ParameterTypeWrong, $"Incorrect parameter type. The '{field}' parameter must be of the '{type}' type.");

    /// <summary>A required field or parameter that is missing.</summary>
    public static ServiceError Required(string field) =>
        new(BadRequest, ModelArtsErrorCode.ParameterRequired, $"'{field}' is a required property.");

    /// <summary>A field or parameter whose value is none of the possible ones.</summary>
    public static ServiceError WrongValue(string field) =>
        new(BadRequest, ModelArtsErrorCode.ParameterValueWrong, $"'{field}' property value is incorrect.");

    /// <summary>Not an error of the service: it tells a developer what the simulator cannot do.</summary>
    public static ServiceError Unmatched(string method, string path) => new(
        NotImplemented,
        "ModelArtsSimulator.NotImplemented",
        $"The simulator has no answer to {method} {path}. Check the method and the path, or add a stub of your own to ModelArtsSimulator.Server.");

    /// <summary>What the service says where a rule is broken.</summary>
    /// <param name="failure">The rule.</param>
    /// <param name="name">The name in the request.</param>
    /// <param name="description">The description in the request.</param>
    public static ServiceError For(RequestFailure failure, string? name, string? description)
    {
        string field = failure.Path[(failure.Path.LastIndexOf('.') + 1)..];
        return new(BadRequest, failure.ErrorCode, TextOf(failure.ErrorCode, field, field == "name" ? name : description));
    }

    private static string TextOf(ModelArtsErrorCode code, string field, string? text) =>
        code.Value switch
        {
            "ModelArts.6316" => "The param 'storage' is needed for creating notebook instance.",
            "ModelArts.6317" => "The 'path' parameter is required when the storage type is OBS.",
            // The table has quotes around the word, the reference page's example has none; the page wins.
            "ModelArts.6318" => "The param path needs to end with /.",
            "ModelArts.6324" => StorageTypeUnsupported.Message,
            "ModelArts.6331" => "The evs volume size ranges from 5 GB to 4096 GB.",
            "ModelArts.6334" => $"Invalid value for name or description. The character `{ForbiddenCharacter(field, text!)}` is not allowed.",
            "ModelArts.6335" => Required(field).Message,
            "ModelArts.6348" => "The 'duration' parameter is mandatory for enabling auto stop.",
            "ModelArts.6349" => "The 'duration' parameter is incorrect. The value ranges from 3600 to 86400.",
            "ModelArts.6358" =>
                "The path parameter is incorrect. It cannot be the root directory of an OBS bucket, but must be a specific directory in the OBS bucket.",
            _ => WrongValue(field).Message,
        };

    private static string ForbiddenCharacter(string field, string text) => field == "name"
        ? text.EnumerateRunes().First(rune => !(rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '_'))).ToString()
        : text.First(character => "&<>\"'/".Contains(character, StringComparison.Ordinal)).ToString();
}
