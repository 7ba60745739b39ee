namespace ModelArts.Sdk;

/// <summary>A time limit of the options was reached. Never thrown for a cancellation by the caller.</summary>
public class ModelArtsTimeoutException : ModelArtsException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What was waited for, and what to do.</param>
    /// <param name="timeout">The limit that was reached.</param>
    /// <param name="innerException">The cause.</param>
    public ModelArtsTimeoutException(string message, TimeSpan timeout, Exception? innerException = null)
        : base(message, innerException)
    {
        Timeout = timeout;
    }

    /// <summary>The limit that was reached.</summary>
    public TimeSpan Timeout { get; }
}
