using System.Net;

namespace ModelArts.Sdk;

/// <summary>The service answered with an error.</summary>
/// <remarks>
/// The service uses HTTP 400 for nearly everything, an unknown instance included: decide by <see cref="ErrorCode"/>.
/// </remarks>
/// <example>
/// <code>
/// try
/// {
///     await notebooks.CreateAsync(request);
/// }
/// catch (ModelArtsApiException exception) when (exception.ErrorCode == ModelArtsErrorCode.InstanceNameExists)
/// {
///     DevEnvironmentInstance? other = await notebooks.FindByNameAsync(request.Name);
///     Console.WriteLine($"The name is taken by {other?.Id}.");
/// }
/// catch (ModelArtsApiException exception) when (exception.IsTransient)
/// {
///     Console.WriteLine($"Try again in {exception.RetryAfter ?? TimeSpan.FromMinutes(1)}; request {exception.RequestId}.");
/// }
/// </code>
/// </example>
public class ModelArtsApiException : ModelArtsException
{
    /// <summary>Makes an exception, for a test's double of the client too.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="errorCode">The code of the error; <see langword="default"/> where the answer names none.</param>
    public ModelArtsApiException(string message, HttpStatusCode statusCode, ModelArtsErrorCode errorCode)
        : base(message)
    {
        StatusCode = statusCode;
        ErrorCode = errorCode;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The code of the error (<c>error_code</c>); <see langword="default"/> where the answer names none.</summary>
    public ModelArtsErrorCode ErrorCode { get; }

    /// <summary>
    /// What the service says of the error, freed of secrets; <see langword="null"/> where it says nothing. Unlike
    /// <see cref="ModelArtsException.Message"/> it is not shortened.
    /// </summary>
    public string? ErrorMessage { get; init; }

    /// <summary>How long the service asks to wait before another try (<c>Retry-After</c>); <see langword="null"/> where it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the same call may succeed later, unchanged.</summary>
    public bool IsTransient => TransientErrors.Includes(StatusCode, ErrorCode);
}
