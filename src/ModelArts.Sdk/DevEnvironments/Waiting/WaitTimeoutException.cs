using System.Globalization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>The goal was not reached within <see cref="WaitOptions.Timeout"/>. The instance goes on; nothing was deleted.</summary>
public class WaitTimeoutException : ModelArtsTimeoutException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="goal">What was waited for.</param>
    /// <param name="lastStatus">The status that was seen last; <see langword="default"/> where none was.</param>
    /// <param name="timeout">The limit that was reached.</param>
    /// <param name="innerException">Why the last poll failed, if it did.</param>
    public WaitTimeoutException(
        string instanceId,
        InstanceGoal goal,
        InstanceStatus lastStatus,
        TimeSpan timeout,
        Exception? innerException = null)
        : base(Describe(instanceId, goal, lastStatus, timeout, innerException), timeout, innerException)
    {
        InstanceId = instanceId;
        Goal = goal;
        LastStatus = lastStatus;
    }

    /// <summary>What was waited for.</summary>
    public InstanceGoal Goal { get; }

    /// <summary>The status that was seen last; <see langword="default"/> where none was.</summary>
    public InstanceStatus LastStatus { get; }

    private static string Describe(string instanceId, InstanceGoal goal, InstanceStatus status, TimeSpan timeout, Exception? error)
    {
        string seen = status.Value.Length == 0 ? "its status is not known" : $"it was {Telemetry.SecretRedactor.Shorten(status.Value, 40)} when last seen";
        string failing = error is null ? "" : " The last poll failed.";
        return $"Instance {instanceId} was not {goal} within {Shown(timeout)}; {seen}.{failing} It goes on and may be billed: wait longer, or delete it.";
    }

    // A fraction says something of a short limit, and nothing of a long one.
    private static string Shown(TimeSpan timeout) => timeout < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalSeconds:0.###} s")
        : new TimeSpan(timeout.Ticks - (timeout.Ticks % TimeSpan.TicksPerSecond)).ToString("c", CultureInfo.InvariantCulture);
}
