namespace ModelArts.Sdk;

/// <summary>
/// The base of everything that this library throws, apart from argument errors and an <see cref="OperationCanceledException"/>
/// with the caller's own token.
/// </summary>
public class ModelArtsException : Exception
{
    private string? _instanceId;

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause, if another exception is.</param>
    public ModelArtsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The instance that the call was about; <see langword="null"/> where none was known yet.</summary>
    public string? InstanceId
    {
        get => _instanceId;
        init => _instanceId = value;
    }

    /// <summary>The service's id of the request, for its support; <see langword="null"/> where there was no answer.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// Whether the service has surely not been reached by what was asked, where the failure by itself does not say so.
    /// </summary>
    internal bool NothingWasSent { get; init; }

    /// <summary>What happened, to which instance, and what to do. Holds no secret, and at most 200 characters of an answer.</summary>
    public override string Message => InstanceId is null || base.Message.Contains(InstanceId, StringComparison.Ordinal)
        ? base.Message
        : $"{base.Message} [instance {InstanceId}]";

    /// <summary>Adds the instance that the call was about, where it is not known yet.</summary>
    internal void Complete(string? instanceId) => _instanceId ??= instanceId;
}
