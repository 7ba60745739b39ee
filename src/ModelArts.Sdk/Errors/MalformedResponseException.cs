using System.Net;

namespace ModelArts.Sdk;

/// <summary>
/// The answer was a success by its status, but not what the table of the API says: not JSON, cut off, too large, or without
/// the id of the instance. Whether the service did what was asked is then not known.
/// </summary>
public class MalformedResponseException : ModelArtsException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong with the answer, and what to do.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="innerException">The cause.</param>
    public MalformedResponseException(string message, HttpStatusCode statusCode, Exception? innerException = null)
        : base(message, innerException)
    {
        StatusCode = statusCode;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The beginning of the body: at most 200 characters, freed of secrets. Default: empty.</summary>
    public string Snippet { get; init; } = "";
}
