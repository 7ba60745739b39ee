namespace ModelArts.Sdk.DevEnvironments;

/// <content>Taking what is already so, or under way, for one's own doing.</content>
public partial class DevEnvironmentsClient
{
    /// <summary>The operation that is under way already; <see langword="null"/> where the refusal means something else.</summary>
    private async Task<InstanceOperation?> AdoptAsync(
        OperationKind kind,
        string instanceId,
        ModelArtsApiException refusal,
        DateTimeOffset? updatedBefore,
        bool afterLostAnswer,
        CancellationToken cancellationToken,
        CancellationToken callersToken)
    {
        bool says = AlreadySo.Says(kind, refusal.ErrorCode) || (afterLostAnswer && AlreadySo.SaysAfterLostAnswer(kind, refusal.ErrorCode));
        if (!says && refusal.ErrorCode != ModelArtsErrorCode.OperationConflict)
        {
            return null;
        }

        InstanceOperation operation = new(this, instanceId, kind, instance: null, updatedBefore);
        try
        {
            Sighting seen = await operation.PollAsync(cancellationToken).ConfigureAwait(false);
            return says || AlreadySo.Shows(kind, seen.Instance.Status) ? operation : null;
        }
        catch (ModelArtsException)
        {
            // What was asked for is the action: its refusal counts, not that the instance could not be looked at afterwards.
            return says ? operation : null;
        }
        catch (OperationCanceledException) when (says && !callersToken.IsCancellationRequested)
        {
            // The time is up, but what was asked for is known.
            return operation;
        }
    }

    /// <summary>The restart that an attempt whose answer was lost has begun; <see langword="null"/>: none is to be seen.</summary>
    private async Task<InstanceOperation?> AdoptRestartAsync(string instanceId, DateTimeOffset? updatedBefore, CancellationToken cancellationToken)
    {
        InstanceOperation operation = new(this, instanceId, OperationKind.Restart, instance: null, updatedBefore);
        DevEnvironmentInstance seen = (await operation.PollAsync(cancellationToken).ConfigureAwait(false)).Instance;
        return AlreadySo.Shows(OperationKind.Restart, seen.Status) || seen.LatestUpdateTimestamp > updatedBefore ? operation : null;
    }
}
