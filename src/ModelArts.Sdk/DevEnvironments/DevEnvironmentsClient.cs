using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Resilience;
using ModelArts.Sdk.Telemetry;

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
    private readonly ModelArtsClientOptions _options;
    private readonly RetryBudget _budget;
    private readonly Backoff _backoff;
    private readonly ClaimedInstances _claimed;

    internal DevEnvironmentsClient(IDevEnvironmentsApi api, ModelArtsClientOptions options, CredentialContext context, RetryBudget budget)
    {
        _api = api;
        _context = context;
        _options = options;
        _budget = budget;
        _backoff = new Backoff(options.Retry, options.Jitter);
        _claimed = new ClaimedInstances(options.TimeProvider, options.TotalTimeout + options.Retry.CreateClockTolerance);
        Telemetry = context.Telemetry;
        Waiter = new InstanceWaiter(options.TimeProvider, options.Jitter);
    }

    /// <summary>For a test's double, which overrides the members that it needs.</summary>
    protected DevEnvironmentsClient()
    {
        _api = null!;
        _context = null!;
        _options = new ModelArtsClientOptions();
        _budget = null!;
        _backoff = null!;
        _claimed = null!;
        Telemetry = ClientTelemetry.None;
        Waiter = null!;
    }

    internal InstanceWaiter Waiter { get; }

    internal ClientTelemetry Telemetry { get; }

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
    /// <example>
    /// <code>
    /// DevEnvironmentInstance instance = await notebooks.GetAsync(id);
    /// Console.WriteLine($"{instance.Name} stops in {instance.AutoStopRemaining}");
    /// </code>
    /// </example>
    public virtual Task<DevEnvironmentInstance> GetAsync(string instanceId, CancellationToken cancellationToken = default) => Telemetry.CallAsync(
        Operation.Get, instanceId, (client: this, instanceId), static (get, token) => get.client.GetOnceAsync(get.instanceId, token), cancellationToken);

    /// <summary>Looks at an instance as part of something larger, which tells of it in its own way. A test's double has only what it overrides.</summary>
    internal Task<DevEnvironmentInstance> LookAsync(string instanceId, CancellationToken cancellationToken) =>
        _api is null ? GetAsync(instanceId, cancellationToken) : GetOnceAsync(instanceId, cancellationToken);

    private Task<DevEnvironmentInstance> GetOnceAsync(string instanceId, CancellationToken cancellationToken) =>
        PathSegment.Refusal(instanceId, nameof(instanceId)) is { } refusal
            ? Task.FromException<DevEnvironmentInstance>(refusal)
            : CallAsync(
                (api: _api, instanceId, cancellationToken),
                static (get, project) => get.api.GetInstanceAsync(project, get.instanceId, get.cancellationToken),
                instanceId,
                cancellationToken);

    /// <summary>Looks the project up, within a time limit of its own: the pipeline's begins with the call that needs it.</summary>
    private async Task<string> FindProjectAsync(CancellationToken cancellationToken)
    {
        using CallDeadline deadline = new(_options.TotalTimeout, _options.TimeProvider, cancellationToken);
        try
        {
            return await _context.GetProjectIdAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelArtsTimeoutException(
                $"The project was not found within TotalTimeout ({_options.TotalTimeout.TotalSeconds:0.###} s). Check the network, or set ProjectId.",
                _options.TotalTimeout,
                exception)
            {
                NothingWasSent = true,
            };
        }
    }

    private Task<T> CallAsync<T>(Func<string, Task<T>> call, string? instanceId, CancellationToken cancellationToken) =>
        CallAsync(call, static (call, project) => call(project), instanceId, cancellationToken);

    /// <summary>
    /// Makes a call on the client's project, which may have to be looked up first. Completes what leaves the library: the id in every
    /// exception, the caller's token in every cancellation. A static function gets what it needs as the state, so that none is made
    /// for each call.
    /// </summary>
    private async Task<T> CallAsync<TState, T>(TState state, Func<TState, string, Task<T>> call, string? instanceId, CancellationToken cancellationToken)
    {
        try
        {
            return await call(state, _context.ProjectId ?? await FindProjectAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (ModelArtsException exception)
        {
            exception.Complete(instanceId);
            throw;
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested && exception.CancellationToken != cancellationToken)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }
}
