using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk;

/// <summary>The code by which the service names an error (<c>error_code</c>), such as <c>ModelArts.6309</c>.</summary>
/// <remarks>
/// Codes are unique only together with the HTTP status that they come with. Codes without a name here are kept as they are.
/// An open set: a value that this version does not know is kept as the service sent it. Values compare without regard
/// to case; <see langword="default"/> holds the empty string.
/// </remarks>
[JsonConverter(typeof(OpenValueConverter<ModelArtsErrorCode>))]
public readonly record struct ModelArtsErrorCode : IOpenValue<ModelArtsErrorCode>
{
    private readonly string? _value;

    /// <summary>Makes a value, known to this version or not.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is <see langword="null"/>.</exception>
    public ModelArtsErrorCode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary><c>ModelArts.0010</c>: an internal error of the service.</summary>
    public static ModelArtsErrorCode InternalError { get; } = new("ModelArts.0010");

    /// <summary><c>ModelArts.0101</c>: a parameter is wrong.</summary>
    public static ModelArtsErrorCode ParameterError { get; } = new("ModelArts.0101");

    /// <summary><c>ModelArts.0108</c>: the user may not do this.</summary>
    public static ModelArtsErrorCode NotAuthorized { get; } = new("ModelArts.0108");

    /// <summary><c>ModelArts.0112</c>: a policy or the workspace does not permit this.</summary>
    public static ModelArtsErrorCode PolicyDenied { get; } = new("ModelArts.0112");

    /// <summary><c>ModelArts.0113</c>: the quota of the workspace is used up.</summary>
    public static ModelArtsErrorCode WorkspaceQuotaExhausted { get; } = new("ModelArts.0113");

    /// <summary><c>ModelArts.0118</c>: the quota does not suffice.</summary>
    public static ModelArtsErrorCode QuotaInsufficient { get; } = new("ModelArts.0118");

    /// <summary><c>ModelArts.0201</c>: the request carries no token.</summary>
    public static ModelArtsErrorCode TokenMissing { get; } = new("ModelArts.0201");

    /// <summary><c>ModelArts.0202</c>: the token has expired.</summary>
    public static ModelArtsErrorCode TokenExpired { get; } = new("ModelArts.0202");

    /// <summary><c>ModelArts.0203</c>: the token is not valid.</summary>
    public static ModelArtsErrorCode TokenInvalid { get; } = new("ModelArts.0203");

    /// <summary><c>ModelArts.0204</c>: the token is not scoped to the project, or cannot be read.</summary>
    public static ModelArtsErrorCode TokenWithoutProject { get; } = new("ModelArts.0204");

    /// <summary><c>ModelArts.0206</c>: the access key or its signature is refused.</summary>
    public static ModelArtsErrorCode AccessKeyRefused { get; } = new("ModelArts.0206");

    /// <summary><c>ModelArts.0210</c>: the project of the address is not that of the credential.</summary>
    public static ModelArtsErrorCode ProjectMismatch { get; } = new("ModelArts.0210");

    /// <summary><c>ModelArts.6100</c>: the service ran out of time; try again.</summary>
    public static ModelArtsErrorCode ServiceTimeout { get; } = new("ModelArts.6100");

    /// <summary><c>ModelArts.6101</c>: the service is busy; try again.</summary>
    public static ModelArtsErrorCode ServiceBusy { get; } = new("ModelArts.6101");

    /// <summary><c>ModelArts.6102</c>: the service failed; try again.</summary>
    public static ModelArtsErrorCode ServerError { get; } = new("ModelArts.6102");

    /// <summary><c>ModelArts.6200</c>: the service has no resources at present.</summary>
    public static ModelArtsErrorCode NoResources { get; } = new("ModelArts.6200");

    /// <summary><c>ModelArts.6201</c>: the account is suspended.</summary>
    public static ModelArtsErrorCode AccountSuspended { get; } = new("ModelArts.6201");

    /// <summary><c>ModelArts.6203</c>: the account is restricted.</summary>
    public static ModelArtsErrorCode AccountRestricted { get; } = new("ModelArts.6203");

    /// <summary><c>ModelArts.6301</c>: an instance of this name exists already.</summary>
    public static ModelArtsErrorCode InstanceNameExists { get; } = new("ModelArts.6301");

    /// <summary><c>ModelArts.6302</c>: the account has as many instances as it may.</summary>
    public static ModelArtsErrorCode InstanceLimitReached { get; } = new("ModelArts.6302");

    /// <summary><c>ModelArts.6303</c>: a list cannot be sorted by this field.</summary>
    public static ModelArtsErrorCode FieldNotSortable { get; } = new("ModelArts.6303");

    /// <summary><c>ModelArts.6304</c>: an instance must be stopped before it is deleted.</summary>
    public static ModelArtsErrorCode InstanceMustBeStopped { get; } = new("ModelArts.6304");

    /// <summary><c>ModelArts.6305</c>: the instance runs already.</summary>
    public static ModelArtsErrorCode InstanceAlreadyRunning { get; } = new("ModelArts.6305");

    /// <summary><c>ModelArts.6306</c>: the instance is starting.</summary>
    public static ModelArtsErrorCode InstanceIsStarting { get; } = new("ModelArts.6306");

    /// <summary><c>ModelArts.6307</c>: the instance is stopped already.</summary>
    public static ModelArtsErrorCode InstanceAlreadyStopped { get; } = new("ModelArts.6307");

    /// <summary><c>ModelArts.6308</c>: the instance is stopping.</summary>
    public static ModelArtsErrorCode InstanceIsStopping { get; } = new("ModelArts.6308");

    /// <summary><c>ModelArts.6309</c>: there is no such instance; the service answers it with HTTP 400.</summary>
    public static ModelArtsErrorCode InstanceNotFound { get; } = new("ModelArts.6309");

    /// <summary><c>ModelArts.6316</c>: the storage is missing.</summary>
    public static ModelArtsErrorCode StorageRequired { get; } = new("ModelArts.6316");

    /// <summary><c>ModelArts.6317</c>: object storage needs a path.</summary>
    public static ModelArtsErrorCode StoragePathRequired { get; } = new("ModelArts.6317");

    /// <summary><c>ModelArts.6318</c>: the path of object storage must end with a slash.</summary>
    public static ModelArtsErrorCode StoragePathNotDirectory { get; } = new("ModelArts.6318");

    /// <summary><c>ModelArts.6320</c>: the object storage could not be reached.</summary>
    public static ModelArtsErrorCode StorageAccessFailed { get; } = new("ModelArts.6320");

    /// <summary><c>ModelArts.6323</c>: the flavor is not supported here.</summary>
    public static ModelArtsErrorCode FlavorUnsupported { get; } = new("ModelArts.6323");

    /// <summary><c>ModelArts.6324</c>: the storage type is not supported here.</summary>
    public static ModelArtsErrorCode StorageTypeUnsupported { get; } = new("ModelArts.6324");

    /// <summary><c>ModelArts.6326</c>: the account is frozen because it is in arrears.</summary>
    public static ModelArtsErrorCode AccountFrozen { get; } = new("ModelArts.6326");

    /// <summary><c>ModelArts.6327</c>: the instance is not running.</summary>
    public static ModelArtsErrorCode InstanceNotRunning { get; } = new("ModelArts.6327");

    /// <summary><c>ModelArts.6328</c>: the user may not use the flavor.</summary>
    public static ModelArtsErrorCode FlavorNotPermitted { get; } = new("ModelArts.6328");

    /// <summary><c>ModelArts.6329</c>: the flavor is sold out.</summary>
    public static ModelArtsErrorCode FlavorSoldOut { get; } = new("ModelArts.6329");

    /// <summary><c>ModelArts.6330</c>: the profile does not fit the hardware of the flavor.</summary>
    public static ModelArtsErrorCode ProfileFlavorMismatch { get; } = new("ModelArts.6330");

    /// <summary><c>ModelArts.6331</c>: the size of the volume is out of range.</summary>
    public static ModelArtsErrorCode VolumeSizeOutOfRange { get; } = new("ModelArts.6331");

    /// <summary><c>ModelArts.6332</c>: a parameter has the wrong type.</summary>
    public static ModelArtsErrorCode ParameterTypeWrong { get; } = new("ModelArts.6332");

    /// <summary><c>ModelArts.6333</c>: the instance is recovering; try again in some minutes.</summary>
    public static ModelArtsErrorCode InstanceRecovering { get; } = new("ModelArts.6333");

    /// <summary><c>ModelArts.6334</c>: the name or the description holds a character that is not allowed.</summary>
    public static ModelArtsErrorCode ForbiddenCharacter { get; } = new("ModelArts.6334");

    /// <summary><c>ModelArts.6335</c>: a required parameter is missing.</summary>
    public static ModelArtsErrorCode ParameterRequired { get; } = new("ModelArts.6335");

    /// <summary><c>ModelArts.6336</c>: the value of a parameter is wrong.</summary>
    public static ModelArtsErrorCode ParameterValueWrong { get; } = new("ModelArts.6336");

    /// <summary><c>ModelArts.6347</c>: auto-stop cannot be changed in this status.</summary>
    public static ModelArtsErrorCode AutoStopNotModifiable { get; } = new("ModelArts.6347");

    /// <summary><c>ModelArts.6348</c>: auto-stop needs a duration.</summary>
    public static ModelArtsErrorCode AutoStopDurationRequired { get; } = new("ModelArts.6348");

    /// <summary><c>ModelArts.6349</c>: the duration of auto-stop is out of range.</summary>
    public static ModelArtsErrorCode AutoStopDurationOutOfRange { get; } = new("ModelArts.6349");

    /// <summary><c>ModelArts.6350</c>: the object storage refused access.</summary>
    public static ModelArtsErrorCode StorageAccessDenied { get; } = new("ModelArts.6350");

    /// <summary><c>ModelArts.6355</c>: the dedicated resource pool is being prepared; try again in a minute.</summary>
    public static ModelArtsErrorCode PoolInitializing { get; } = new("ModelArts.6355");

    /// <summary><c>ModelArts.6357</c>: another operation is under way, or the instance is already as asked.</summary>
    public static ModelArtsErrorCode OperationConflict { get; } = new("ModelArts.6357");

    /// <summary><c>ModelArts.6358</c>: the path of object storage must not be the root of a bucket.</summary>
    public static ModelArtsErrorCode StoragePathIsBucketRoot { get; } = new("ModelArts.6358");

    /// <summary><c>ModelArts.6360</c>: the capacity does not suffice at present; try again.</summary>
    public static ModelArtsErrorCode CapacityInsufficient { get; } = new("ModelArts.6360");

    /// <summary><c>ModelArts.6404</c>: there is no such resource; the service answers it with HTTP 400.</summary>
    public static ModelArtsErrorCode ResourceNotFound { get; } = new("ModelArts.6404");

    /// <summary>The value as it stands on the wire; never <see langword="null"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes a value from its wire form, so that a string literal can stand for it.</summary>
    /// <param name="value">The value as it stands on the wire.</param>
    public static implicit operator ModelArtsErrorCode(string value) => new(value);

    static ModelArtsErrorCode IOpenValue<ModelArtsErrorCode>.Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(ModelArtsErrorCode other) => OpenValue.Equals(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => OpenValue.GetHashCode(Value);

    /// <summary>The value as it stands on the wire.</summary>
    public override string ToString() => Value;
}
