using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Development environments: cloud notebooks. Thread-safe. Got from <see cref="ModelArtsClient.DevEnvironments"/>.</summary>
/// <remarks>
/// Every call throws, besides what it names itself: <see cref="ModelArtsApiException"/> where the service refuses,
/// <see cref="ModelArtsAuthenticationException"/> where it refuses the credential, <see cref="ModelArtsConnectionException"/>
/// where nothing answers, <see cref="ModelArtsTimeoutException"/> where a time limit of the options is reached,
/// <see cref="MalformedResponseException"/> where an answer is not what the API describes. All of them are a
/// <see cref="ModelArtsException"/>. An <see cref="OperationCanceledException"/> always carries the caller's token.
/// </remarks>
public partial class DevEnvironmentsClient
{
    private readonly IDevEnvironmentsApi _api;
    private readonly CredentialContext _context;
    private readonly bool _validateRequests;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _totalTimeout;
    private readonly Func<double> _jitter;

    internal DevEnvironmentsClient(IDevEnvironmentsApi api, ModelArtsClientOptions options, CredentialContext context)
    {
        _api = api;
        _context = context;
        _validateRequests = options.ValidateRequests;
        _timeProvider = options.TimeProvider;
        _totalTimeout = options.TotalTimeout;
        _jitter = options.Jitter;
        Waiter = new InstanceWaiter(options.TimeProvider, options.Jitter);
    }

    /// <summary>For a test's double, which overrides the members that it needs.</summary>
    protected DevEnvironmentsClient()
    {
        _api = null!;
        _context = null!;
        _timeProvider = TimeProvider.System;
        _jitter = null!;
        Waiter = null!;
    }

    internal InstanceWaiter Waiter { get; }

    /// <summary>
    /// Creates an instance. The service answers at once and takes minutes to create it: wait with
    /// <see cref="InstanceOperation.WaitAsync"/>. Billing begins with the creation.
    /// </summary>
    /// <param name="request">What to create.</param>
    /// <param name="cancellationToken">
    /// Cancels the call. Where it is cancelled after the request was sent, the instance may have been created all the same.
    /// </param>
    /// <returns>The operation, with the goal <see cref="InstanceGoal.Running"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidRequestException">The request breaks rules of the API; nothing was sent.</exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<InstanceOperation> CreateAsync(CreateInstanceRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_validateRequests && request.Validate() is { Count: > 0 } failures)
        {
            throw new InvalidRequestException(failures);
        }

        DevEnvironmentInstance instance = await CallAsync(
            project => _api.CreateInstanceAsync(project, request, cancellationToken), instanceId: null, cancellationToken).ConfigureAwait(false);
        return new InstanceOperation(this, instance.Id, OperationKind.Create, instance);
    }

    /// <summary>Gets an instance.</summary>
    /// <param name="instanceId">The id of the instance.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The instance.</returns>
    /// <exception cref="ArgumentException"><paramref name="instanceId"/> is <see langword="null"/>, blank, or cannot be an id; nothing was sent.</exception>
    /// <exception cref="ModelArtsApiException">
    /// There is no such instance (<see cref="ModelArtsErrorCode.InstanceNotFound"/>, with HTTP 400), or the service refuses otherwise.
    /// </exception>
    /// <exception cref="ModelArtsException">The call failed; its type says how.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public virtual async Task<DevEnvironmentInstance> GetAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        PathSegment.ThrowIfInvalid(instanceId, nameof(instanceId));
        return await CallAsync(
            project => _api.GetInstanceAsync(project, instanceId, cancellationToken), instanceId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Looks the project up, within a time limit of its own: the pipeline's begins with the call that needs it.</summary>
    private async Task<string> FindProjectAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _context.GetProjectIdAsync(cancellationToken).AsTask().WaitAsync(_totalTimeout, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new ModelArtsTimeoutException(
                $"The project was not found within TotalTimeout ({_totalTimeout.TotalSeconds:0.###} s). Check the network, or set ProjectId.", _totalTimeout, exception);
        }
    }

    /// <summary>
    /// Makes a call on the client's project, which may have to be looked up first. Completes what leaves the library: the id in every
    /// exception, the caller's token in every cancellation.
    /// </summary>
    private async Task<T> CallAsync<T>(Func<string, Task<T>> call, string? instanceId, CancellationToken cancellationToken)
    {
        try
        {
            return await call(_context.ProjectId ?? await FindProjectAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (ModelArtsException exception)
        {
            exception.InstanceId ??= instanceId;
            throw;
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested && exception.CancellationToken != cancellationToken)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }
}
