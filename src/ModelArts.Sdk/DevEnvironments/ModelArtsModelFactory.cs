namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// Makes what only the service makes otherwise, for tests of applications: together with a double of
/// <see cref="DevEnvironmentsClient"/>, whose members are all virtual, an application is tested without a network. Records such as
/// <see cref="Notebook"/> or <see cref="ResourcePool"/> have public properties, and need no factory.
/// </summary>
public static class ModelArtsModelFactory
{
    /// <summary>Makes an instance as the service would show it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="status">Its status.</param>
    /// <param name="name">Its name. Default: none.</param>
    /// <returns>The instance; use <c>with</c> for its other properties.</returns>
    /// <exception cref="ArgumentException"><paramref name="id"/> is <see langword="null"/>, blank, or cannot be an id.</exception>
    public static DevEnvironmentInstance DevEnvironmentInstance(string id, InstanceStatus status, string? name = null)
    {
        PathSegment.ThrowIfInvalid(id, nameof(id));
        return new DevEnvironmentInstance { Id = id, Status = status, Name = name };
    }

    /// <summary>Makes a page of a list.</summary>
    /// <param name="instances">The instances on it.</param>
    /// <param name="totalCount">How many there are in all. Default: as many as are on the page.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="instances"/> is <see langword="null"/>.</exception>
    public static InstancePage InstancePage(IReadOnlyList<DevEnvironmentInstance> instances, int? totalCount = null)
    {
        ArgumentNullException.ThrowIfNull(instances);
        return new InstancePage { Instances = instances, TotalCount = totalCount ?? instances.Count };
    }

    /// <summary>
    /// Makes an operation that is in the state that its instance shows: one whose instance has reached the goal has succeeded, one that
    /// cannot reach it any more has failed, and all others are under way.
    /// </summary>
    /// <param name="instance">The instance as it was last seen.</param>
    /// <param name="goal">What the operation is to lead to. Default: that the instance runs.</param>
    /// <param name="then">
    /// What the instance is to be seen as next, by <see cref="InstanceOperation.UpdateAsync"/> and
    /// <see cref="InstanceOperation.WaitAsync"/>, one after the other; a wait takes no time. Default: nothing. A wait for an operation
    /// that is still under way after the last of them ends with a <see cref="WaitTimeoutException"/>.
    /// </param>
    /// <param name="wasReconciled">Whether the instance was found after the answer to its create was lost.</param>
    /// <returns>The operation.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="instance"/> or one of <paramref name="then"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="goal"/> is none of its values.</exception>
    public static InstanceOperation InstanceOperation(
        DevEnvironmentInstance instance,
        InstanceGoal goal = InstanceGoal.Running,
        IEnumerable<DevEnvironmentInstance>? then = null,
        bool wasReconciled = false)
    {
        ArgumentNullException.ThrowIfNull(instance);
        DevEnvironmentInstance[] next = [.. then ?? []];
        foreach (DevEnvironmentInstance later in next)
        {
            ArgumentNullException.ThrowIfNull(later, nameof(then));
        }

        return new ScriptedOperation(instance, goal, next) { WasReconciled = wasReconciled };
    }
}
