namespace ModelArts.Sdk.DevEnvironments;

/// <summary>How to wait for an operation.</summary>
/// <example>
/// <code>
/// WaitOptions options = new()
/// {
///     Timeout = TimeSpan.FromMinutes(10),
///     Progress = new Progress&lt;InstanceProgress&gt;(progress => Console.WriteLine(progress.Status)),
/// };
/// </code>
/// </example>
public sealed record WaitOptions
{
    /// <summary>What a timer of the runtime can hold.</summary>
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(24);

    /// <summary>
    /// How long to wait at most. Default: 30 minutes. More than zero and at most 24 days, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> to wait forever.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The pause between the first polls; it grows by half each time, begins anew when the status changes, and chance takes off up to
    /// a fifth. Default: 2 seconds. More than zero.
    /// </summary>
    public TimeSpan MinInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest pause between polls, unless the service asks for a longer one (<c>Retry-After</c>, up to an hour). Default: 30
    /// seconds. At least <see cref="MinInterval"/>, at most an hour.
    /// </summary>
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Is told of every poll, never by two threads of one wait at once. Default: nobody. What it throws ends the wait.
    /// </summary>
    public IProgress<InstanceProgress>? Progress { get; init; }

    /// <summary>
    /// Whether an instance of a free flavor whose turn in the queue has come (READY_TO_START) is started by the wait. Default:
    /// <see langword="false"/>.
    /// </summary>
    public bool StartWhenReady { get; init; }

    /// <summary>
    /// For <see cref="DevEnvironmentsClient.WaitAllAsync"/>: how many requests may be under way at once. Default: 8. From 1 to 256.
    /// </summary>
    public int MaxConcurrency { get; init; } = 8;

    /// <summary>
    /// For <see cref="DevEnvironmentsClient.WaitAllAsync"/>: how many requests may begin within a second. Default: 20. From 1 to 1000.
    /// </summary>
    public int MaxRequestsPerSecond { get; init; } = 20;

    internal static WaitOptions Default { get; } = new();

    internal void ThrowIfInvalid(string parameterName)
    {
        List<string> problems = [];
        if (Timeout != System.Threading.Timeout.InfiniteTimeSpan && (Timeout <= TimeSpan.Zero || Timeout > MaxTimeout))
        {
            problems.Add("Timeout must be more than zero and at most 24 days, or Timeout.InfiniteTimeSpan.");
        }

        if (MinInterval <= TimeSpan.Zero)
        {
            problems.Add("MinInterval must be more than zero.");
        }

        if (MaxInterval < MinInterval || MaxInterval > TimeSpan.FromHours(1))
        {
            problems.Add("MaxInterval must be at least MinInterval and at most an hour.");
        }

        if (MaxConcurrency is < 1 or > 256)
        {
            problems.Add("MaxConcurrency must be from 1 to 256.");
        }

        if (MaxRequestsPerSecond is < 1 or > 1000)
        {
            problems.Add("MaxRequestsPerSecond must be from 1 to 1000.");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), parameterName);
        }
    }
}
