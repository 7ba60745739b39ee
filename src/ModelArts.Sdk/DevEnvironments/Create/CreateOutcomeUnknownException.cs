using System.Globalization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// An instance may have been created, and bill, or not: the answer to the create was lost, and the instance could not be found, nor
/// surely be missed, before the call had to end. <see cref="DevEnvironmentsClient.FindByNameAsync(string, CancellationToken)"/> with <see cref="Name"/> finds
/// out later; <see cref="DevEnvironmentsClient.GetOperation"/> with the id of what it finds goes on waiting.
/// </summary>
/// <example>
/// <code>
/// try
/// {
///     await notebooks.CreateAsync(request);
/// }
/// catch (CreateOutcomeUnknownException exception)
/// {
///     // Later, when the service answers again:
///     DevEnvironmentInstance? found = await notebooks.FindByNameAsync(exception.Name);
///     if (found is not null)
///     {
///         await notebooks.GetOperation(found.Id, InstanceGoal.Running).WaitAsync();
///     }
/// }
/// </code>
/// </example>
public class CreateOutcomeUnknownException : ModelArtsException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="name">The name of the instance.</param>
    /// <param name="attempts">The attempts, at least one, in their order.</param>
    /// <param name="reason">Why nothing more is known.</param>
    /// <param name="innerException">The cause: what kept the client from finding out, or else how the last attempt failed.</param>
    /// <param name="workspaceId">The workspace that it was to be created in; <see langword="null"/> for the default one.</param>
    /// <exception cref="ArgumentException"><paramref name="attempts"/> is empty.</exception>
    public CreateOutcomeUnknownException(
        string name, IReadOnlyList<CreateAttempt> attempts, string reason, Exception? innerException = null, string? workspaceId = null)
        : base(Describe(name, attempts, reason, workspaceId), innerException ?? attempts[^1].Failure)
    {
        Name = name;
        Attempts = attempts;
        WorkspaceId = workspaceId;
    }

    /// <summary>The name that the instance has, if there is one.</summary>
    public string Name { get; }

    /// <summary>The workspace that it was to be created in; <see langword="null"/> for the default one.</summary>
    public string? WorkspaceId { get; }

    /// <summary>The attempts whose outcome is unknown, in their order.</summary>
    public IReadOnlyList<CreateAttempt> Attempts { get; }

    private static string Describe(string name, IReadOnlyList<CreateAttempt> attempts, string reason, string? workspaceId)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        ArgumentOutOfRangeException.ThrowIfZero(attempts.Count, nameof(attempts));
        string times = attempts.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"sent at {attempts[0].Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC")
            : string.Create(CultureInfo.InvariantCulture, $"sent {attempts.Count} times from {attempts[0].Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC on");
        string question = workspaceId is null ? $"FindByNameAsync(\"{name}\")" : $"FindByNameAsync(\"{name}\", \"{workspaceId}\")";
        return $"Whether the instance '{name}' was created is not known: the request was {times}, and {reason}. "
            + $"It is billed if it exists. Find out with {question} before anything else is created; "
            + "GetOperation(id, InstanceGoal.Running) goes on with what it finds. "
            + $"The last attempt: {attempts[^1].Failure.Message}";
    }
}
