namespace ModelArts.Sdk.DevEnvironments;

/// <summary>A request breaks rules of the API. Nothing was sent.</summary>
/// <example>
/// <code>
/// try
/// {
///     await notebooks.CreateAsync(request);
/// }
/// catch (InvalidRequestException exception)
/// {
///     foreach (RequestFailure failure in exception.Failures)
///     {
///         Console.WriteLine($"{failure.Path} {failure.Rule}");
///     }
/// }
/// </code>
/// </example>
public class InvalidRequestException : ModelArtsException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="failures">Every rule that the request breaks.</param>
    /// <exception cref="ArgumentNullException"><paramref name="failures"/> is <see langword="null"/>.</exception>
    public InvalidRequestException(IReadOnlyList<RequestFailure> failures)
        : base(Describe(failures))
    {
        Failures = failures;
    }

    /// <summary>Every rule that the request breaks.</summary>
    public IReadOnlyList<RequestFailure> Failures { get; }

    private static string Describe(IReadOnlyList<RequestFailure> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        return failures.Count == 1
            ? $"The request was not sent, since it breaks a rule of the API: {failures[0]}."
            : $"The request was not sent, since it breaks {failures.Count} rules of the API:{string.Concat(failures.Select(failure => $"\n  - {failure}"))}";
    }
}
