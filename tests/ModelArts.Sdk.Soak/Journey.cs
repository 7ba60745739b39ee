using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Soak;

/// <summary>What one caller does with one name: create, look, stop, delete; and what it is told.</summary>
internal sealed class Journey(DevEnvironmentsClient client, string name, bool keep)
{
    /// <summary>How often a caller asks again after an error of the SDK's before it gives up.</summary>
    private const int Patience = 20;

    private static readonly WaitOptions Wait = new()
    {
        Timeout = TimeSpan.FromSeconds(20),
        MinInterval = TimeSpan.FromMilliseconds(10),
        MaxInterval = TimeSpan.FromMilliseconds(100),
    };

    public async Task<CreateReport> GoAsync(CancellationToken cancellationToken)
    {
        CreateReport report = await CreateAsync(cancellationToken).ConfigureAwait(false);
        if (report.InstanceId is not { } id || keep)
        {
            return report;
        }

        try
        {
            await client.GetOperation(id, InstanceGoal.Running).WaitAsync(Wait, cancellationToken).ConfigureAwait(false);
            await TryAsync(() => client.StopAsync(id, cancellationToken)).ConfigureAwait(false);
            InstanceOperation? deletion = await TryAsync(() => client.StopThenDeleteAsync(id, Wait, cancellationToken)).ConfigureAwait(false);
            if (deletion is null)
            {
                return report;
            }

            await deletion.WaitAsync(Wait, cancellationToken).ConfigureAwait(false);
            return report with { WasDeleted = true };
        }
        catch (ModelArtsException)
        {
            // A typed failure: what has become of the instance is not claimed to be known.
            return report;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return report with { LaterFailure = exception };
        }
    }

    private async Task<CreateReport> CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            InstanceOperation operation = await client.CreateAsync(Requests.Create(name), cancellationToken).ConfigureAwait(false);
            return new CreateReport
            {
                Name = name,
                Outcome = ReportedOutcome.Created,
                InstanceId = operation.InstanceId,
                WasReconciled = operation.WasReconciled,
            };
        }
        catch (CreateOutcomeUnknownException exception)
        {
            return await ResolveAsync(exception, cancellationToken).ConfigureAwait(false);
        }
        catch (ModelArtsException exception)
        {
            return new CreateReport { Name = name, Outcome = ReportedOutcome.Refused, Failure = exception };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new CreateReport { Name = name, Outcome = ReportedOutcome.Foreign, Failure = exception };
        }
    }

    /// <summary>Does what the exception says: looks for the name.</summary>
    private async Task<CreateReport> ResolveAsync(CreateOutcomeUnknownException unknown, CancellationToken cancellationToken)
    {
        CreateReport report = new() { Name = name, Outcome = ReportedOutcome.Unknown, Failure = unknown };
        for (int tries = 0; tries < Patience; tries++)
        {
            try
            {
                DevEnvironmentInstance? found = await client.FindByNameAsync(unknown.Name, cancellationToken).ConfigureAwait(false);
                return report with { WasResolved = true, InstanceId = found?.Id };
            }
            catch (ModelArtsException)
            {
                // The list is struck as well: as a user would, once more.
            }
        }

        return report;
    }

    private static async Task<InstanceOperation?> TryAsync(Func<Task<InstanceOperation>> action)
    {
        for (int tries = 0; tries < Patience; tries++)
        {
            try
            {
                return await action().ConfigureAwait(false);
            }
            catch (ModelArtsException)
            {
                // Every attempt of the SDK's was struck: as a user would, once more.
            }
        }

        return null;
    }
}
