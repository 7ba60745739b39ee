using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.DevEnvironments;

/// <content>Creating instances.</content>
public partial class DevEnvironmentsClient
{
    /// <summary>
    /// Creates an instance, one and no more. The service answers at once and takes minutes to create it: wait with
    /// <see cref="InstanceOperation.WaitAsync"/>. Billing begins with the creation.
    /// </summary>
    /// <remarks>
    /// Where the answer is lost, a reset or a gateway's timeout for instance, the request is not simply sent again: the instance is
    /// looked for by its name, flavor and profile among the newest of the caller's. What is found is the result
    /// (<see cref="InstanceOperation.WasReconciled"/>). Only what the list does not show, after
    /// <see cref="ModelArtsRetryOptions.CreateVisibilityDelay"/>, is asked for again, at most
    /// <see cref="ModelArtsRetryOptions.MaxAttempts"/> times.
    /// </remarks>
    /// <param name="request">What to create.</param>
    /// <param name="cancellationToken">
    /// Cancels the call. Where it is cancelled after the request was sent, the instance may have been created all the same:
    /// <see cref="FindByNameAsync(string, CancellationToken)"/> tells.
    /// </param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Running"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidRequestException">The request breaks rules of the API; nothing was sent.</exception>
    /// <exception cref="ModelArtsApiException">
    /// The service refused: there is an instance of that name already (<see cref="ModelArtsErrorCode.InstanceNameExists"/>), or whatever
    /// else its code says. Nothing was created.
    /// </exception>
    /// <exception cref="CreateOutcomeUnknownException">
    /// Whether the instance was created could not be found out within <see cref="ModelArtsClientOptions.TotalTimeout"/>.
    /// </exception>
    /// <exception cref="ModelArtsException">The call failed, and nothing was created; the type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <example>
    /// <code>
    /// InstanceOperation operation = await notebooks.CreateAsync(request);
    /// DevEnvironmentInstance instance = await operation.WaitAsync();
    /// Console.WriteLine($"{instance.Name} is {instance.Status}");
    /// </code>
    /// </example>
    public virtual Task<InstanceOperation> CreateAsync(CreateInstanceRequest request, CancellationToken cancellationToken = default) => Telemetry.CallAsync(
        Operation.Create, instanceId: null, (client: this, request), static (create, token) => create.client.CreateOneAsync(create.request, token), cancellationToken);

    private async Task<InstanceOperation> CreateOneAsync(CreateInstanceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_options.ValidateRequests && request.Validate() is { Count: > 0 } failures)
        {
            throw new InvalidRequestException(failures);
        }

        CreateInstanceRequest sent = _options.Retry.MarkCreates ? CreateMarker.AddTo(request) : request;
        CreatedInstance created = await new InstanceCreation(sent, this, _options, _claimed).RunAsync(cancellationToken).ConfigureAwait(false);
        return new InstanceOperation(this, created.Instance.Id, OperationKind.Create, created.Instance) { WasReconciled = created.WasFound };
    }

    internal Task<DevEnvironmentInstance> PostAsync(CreateInstanceRequest request, CancellationToken cancellationToken) => CallAsync(
        (api: _api, request, cancellationToken),
        static (create, project) => create.api.CreateInstanceAsync(project, create.request, create.cancellationToken),
        instanceId: null,
        cancellationToken);

    internal DateTimeOffset ServiceTimeBefore(TimeSpan span) => _context.ServiceTimeBefore(span);
}
