using System.Net;

namespace ModelArts.Sdk;

/// <summary>The credential is missing, was refused by the service, or may not be sent where the request goes.</summary>
public class ModelArtsAuthenticationException : ModelArtsException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public ModelArtsAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The HTTP status by which the credential was refused; <see langword="null"/> where nothing was sent.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The code of the error; <see langword="default"/> where there is none.</summary>
    public ModelArtsErrorCode ErrorCode { get; init; }

    /// <summary>
    /// Whether the source of the credential holds none at all, rather than one that is wrong: a <see cref="Authentication.ChainedCredential"/>
    /// then goes on to its next source. Default: <see langword="false"/>.
    /// </summary>
    public bool IsUnavailable { get; init; }

    /// <summary>The same failure for one of several callers.</summary>
    internal ModelArtsAuthenticationException CopyForCaller() => new(Message, InnerException ?? this)
    {
        StatusCode = StatusCode,
        ErrorCode = ErrorCode,
        RequestId = RequestId,
        IsUnavailable = IsUnavailable,
    };
}
