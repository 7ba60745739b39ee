namespace ModelArts.Sdk;

/// <summary>There was no answer: the connection was refused, the name is unknown, TLS failed, or the connection broke.</summary>
public class ModelArtsConnectionException : ModelArtsException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="error">What kind of failure it was.</param>
    /// <param name="innerException">The cause.</param>
    public ModelArtsConnectionException(string message, HttpRequestError error, Exception? innerException = null)
        : base(message, innerException)
    {
        Error = error;
    }

    /// <summary>What kind of failure it was.</summary>
    public HttpRequestError Error { get; }
}
