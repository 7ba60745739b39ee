namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The instance came to a status from which the goal is not reached any more. Nothing was deleted.</summary>
/// <example>
/// <code>
/// try
/// {
///     await operation.WaitAsync();
/// }
/// catch (InstanceOperationFailedException exception)
/// {
///     // It is not deleted by itself: it can be looked at first.
///     Console.WriteLine($"{exception.Status}: {exception.FailureReason?.Message}");
///     await notebooks.DeleteAsync(exception.Instance.Id);
/// }
/// </code>
/// </example>
public class InstanceOperationFailedException : ModelArtsException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="instance">The instance as it was found.</param>
    /// <param name="goal">What was waited for.</param>
    /// <exception cref="ArgumentNullException"><paramref name="instance"/> is <see langword="null"/>.</exception>
    public InstanceOperationFailedException(DevEnvironmentInstance instance, InstanceGoal goal)
        : base(Describe(instance, goal))
    {
        Instance = instance;
        Goal = goal;
        InstanceId = instance.Id;
    }

    /// <summary>The instance as it was found.</summary>
    public DevEnvironmentInstance Instance { get; }

    /// <summary>What was waited for.</summary>
    public InstanceGoal Goal { get; }

    /// <summary>The status that ended the wait.</summary>
    public InstanceStatus Status => Instance.Status;

    /// <summary>Why, in the service's words (Table 22); <see langword="null"/> where it says nothing.</summary>
    public FailureReason? FailureReason => Instance.Spec?.FailedReasons;

    /// <summary>Why, as a code: that of the instance, else that of the reason; <see langword="default"/> where there is none.</summary>
    public ModelArtsErrorCode ErrorCode => Instance.ErrorCode ?? FailureReason?.Code ?? default;

    private static string Describe(DevEnvironmentInstance instance, InstanceGoal goal)
    {
        ArgumentNullException.ThrowIfNull(instance);
        FailureReason? reason = instance.Spec?.FailedReasons;
        string code = (instance.ErrorCode ?? reason?.Code)?.Value is { Length: > 0 } value ? $" ({Telemetry.SecretRedactor.Shorten(value, 40)})" : "";
        string why = string.IsNullOrWhiteSpace(reason?.Message) ? "" : $": {Telemetry.SecretRedactor.Redact(Telemetry.SecretRedactor.Shorten(reason.Message, 200), null).TrimEnd('.')}";
        string then = instance.Status == InstanceStatus.Deleted || instance.Status == InstanceStatus.Deleting
            ? "It was deleted by another hand."
            : instance.Status == InstanceStatus.Stopped || instance.Status == InstanceStatus.Stopping
            ? "It was stopped by another hand or by its auto-stop. It still exists: start it, or delete it."
            : "It still exists: delete it when it is of no more use.";
        return $"Instance {instance.Id} is {instance.Status}, and will not be {goal}{why}{code}. {then}";
    }
}
