using System.Net;

namespace ModelArts.Sdk.Errors;

/// <summary>What a person can do about an error of the service; one sentence, kept in one table.</summary>
internal static class ErrorAdvice
{
    private static readonly Dictionary<ModelArtsErrorCode, string> ByCode = new()
    {
        [ModelArtsErrorCode.InstanceNameExists] = "Choose another name, or find the instance that has it.",
        [ModelArtsErrorCode.InstanceLimitReached] = "Delete an instance that is no longer needed.",
        [ModelArtsErrorCode.InstanceMustBeStopped] = "Stop the instance first, or call StopThenDeleteAsync.",
        [ModelArtsErrorCode.InstanceNotFound] = "Check the instance id, the project and the region.",
        [ModelArtsErrorCode.StorageTypeUnsupported] = "Use 'evs', 'obs' or, in some dedicated pools, 'obsfs'.",
        [ModelArtsErrorCode.FlavorSoldOut] = "Try another flavor, or try again later.",
        [ModelArtsErrorCode.FlavorUnsupported] = "Choose a flavor that this region offers.",
        [ModelArtsErrorCode.ProfileFlavorMismatch] = "Choose a profile for the hardware of the flavor (a '-gpu' profile for a GPU flavor).",
        [ModelArtsErrorCode.AccountFrozen] = "The account is in arrears: top it up, then try again.",
        [ModelArtsErrorCode.TokenMissing] = "Give the client a credential.",
        [ModelArtsErrorCode.TokenExpired] = "Get a new token: a token lives for 24 hours.",
        [ModelArtsErrorCode.TokenInvalid] = "Check that the token is whole, and of this region.",
        [ModelArtsErrorCode.TokenWithoutProject] = "Get a token that is scoped to the project.",
        [ModelArtsErrorCode.ProjectMismatch] = "ProjectId and the credential must belong to the same project.",
        [ModelArtsErrorCode.NotAuthorized] = "The user lacks the permission for this action: ask the administrator of the account for it.",
        [ModelArtsErrorCode.PoolInitializing] = "The pool is being prepared: try again in a minute.",
        [ModelArtsErrorCode.InstanceRecovering] = "Try again in some minutes.",
    };

    public static string? For(HttpStatusCode status, ModelArtsErrorCode code)
    {
        if (ByCode.TryGetValue(code, out string? advice))
        {
            return advice;
        }

        if (SignatureErrors.Includes(code))
        {
            return SignatureErrors.Advice;
        }

        return status switch
        {
            HttpStatusCode.Unauthorized => "Check that the credential is valid, and of this region and project.",
            HttpStatusCode.Forbidden => "The credential is known, but may not do this: ask the administrator of the account for the permission.",
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => "Check the endpoint: it does not offer this API.",
            HttpStatusCode.TooManyRequests => "Too many requests: try again later.",
            >= HttpStatusCode.InternalServerError => "The service has a problem of its own: try again later.",
            _ => null,
        };
    }
}
