namespace ModelArts.Sdk.DevEnvironments;

/// <summary>What an operation on an instance is to lead to.</summary>
public enum InstanceGoal
{
    /// <summary>The instance runs.</summary>
    Running,

    /// <summary>The instance is stopped.</summary>
    Stopped,

    /// <summary>The instance is gone.</summary>
    Deleted,
}
