namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// All that waits for one instance: there may be several operations on it, such as a stop and the deletion after it. Used by one
/// thread at a time, since an instance is looked at once at a time.
/// </summary>
internal sealed class InstanceWaits(string instanceId)
{
    private readonly List<WaitState> _states = new(1);

    public string InstanceId => instanceId;

    public bool HasEnded => _states.TrueForAll(state => state.HasEnded);

    /// <summary>Whether somebody waits for the instance to be started, now that it has come to the head of the queue.</summary>
    public bool MustStart => _states.Exists(state => state.MustStart);

    /// <summary>How many polls in a row have found what is already known; the least of all.</summary>
    public int UnchangedPolls => Pending.Min(state => state.UnchangedPolls);

    /// <summary>How long the service has asked to be left in peace; the most of all.</summary>
    public TimeSpan? RetryAfter => Pending.Max(state => state.RetryAfter);

    /// <summary>The workspace that the instance was seen in; <see langword="null"/> where it has not been seen, or is in the default one.</summary>
    public string? WorkspaceId =>
        _states[0].Operation.Instance?.Workspace?.Id is { Length: > 0 } id && id != ListInstancesQuery.DefaultWorkspaceId ? id : null;

    private IEnumerable<WaitState> Pending => _states.Where(state => !state.HasEnded);

    public void Add(WaitState state) => _states.Add(state);

    public void Saw(DevEnvironmentInstance instance)
    {
        foreach (WaitState state in Pending)
        {
            state.EndLagInTime();
            state.Saw(state.Operation.Observe(instance).Instance);
        }
    }

    /// <summary>The instance does not exist: good news for some of the operations, and bad news for others.</summary>
    public void IsGone(ModelArtsApiException exception)
    {
        foreach (WaitState state in Pending)
        {
            if (state.Operation.KnowsItIsGone)
            {
                state.Saw(state.Operation.ObserveGone().Instance);
            }
            else if (!state.SurvivesError(exception))
            {
                state.GiveUp(exception);
            }
        }
    }

    /// <summary>The instance could not be looked at.</summary>
    public void PollFailed(ModelArtsException exception)
    {
        foreach (WaitState state in Pending)
        {
            if (!state.SurvivesError(exception))
            {
                // A failed list fails for many: each is told with the id of its own.
                state.GiveUp(exception.InstanceId == instanceId
                    ? exception
                    : new ModelArtsException($"The wait for instance {instanceId} was given up: {exception.Message}", exception) { InstanceId = instanceId });
            }
        }
    }

    public void Started()
    {
        foreach (WaitState state in _states)
        {
            state.Started();
        }
    }

    public void StartFailed(ModelArtsException exception)
    {
        foreach (WaitState state in _states.Where(state => state.MustStart))
        {
            if (!state.SurvivesFailedStart(exception))
            {
                state.GiveUp(exception);
            }
        }
    }

    public void TimedOut()
    {
        foreach (WaitState state in Pending)
        {
            state.GiveUp(state.TimedOut());
        }
    }
}
