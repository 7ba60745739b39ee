using ModelArts.Sdk.Authentication.Iam;
using ModelArts.Sdk.Telemetry;

namespace ModelArts.Sdk.Authentication;

/// <summary>What a credential may know of the client that it serves. Thread-safe.</summary>
public sealed class CredentialContext
{
    // The one thing that changes: ticks between the client's clock and the service's.
    private long _clockOffset;

    // Ticks between the client's clock and that in the service's last answer: told apart from the above, since most services that
    // are a second off are no reason to sign with another time.
    private long _observedOffset;

    private readonly ProjectLookup _project;

    /// <summary>Makes a context as a client with these options has it, to test a credential of one's own.</summary>
    /// <param name="options">The options of the client. They are not checked.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    public CredentialContext(ModelArtsClientOptions options)
        : this(options, network: null)
    {
    }

    /// <summary>Makes the context of a client.</summary>
    /// <param name="options">The options of the client.</param>
    /// <param name="network">What requests to IAM go through; <see langword="null"/> for what the options say.</param>
    internal CredentialContext(ModelArtsClientOptions options, HttpMessageHandler? network)
    {
        ArgumentNullException.ThrowIfNull(options);
        TimeProvider = options.TimeProvider;
        Region = options.Region;
        ConfiguredProjectId = options.ProjectId;
        ConfiguredIamEndpoint = options.IamEndpoint;
        SigningScheme = options.EffectiveSigningScheme;
        Telemetry = options.Telemetry;
        Transport = new CredentialTransport(options, network ?? ClientPipeline.CreateTransport(options));
        _project = new ProjectLookup(this, options.Credential!, options.AllowInsecureHttp);
    }

    /// <summary>The client's clock, uncorrected: for delays, and for times that come from this machine.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>
    /// The time as the service has it, in UTC: that of <see cref="TimeProvider"/>, corrected once the service has refused a signature
    /// because of its time. For what the service compares with its own clock.
    /// </summary>
    public DateTimeOffset UtcNow => TimeProvider.GetUtcNow() + new TimeSpan(Volatile.Read(ref _clockOffset));

    /// <summary>The client's region; <see langword="null"/> where only an endpoint was given.</summary>
    public ModelArtsRegion? Region { get; }

    /// <summary>
    /// The id of the project that the client works on; <see langword="null"/> as long as it is not known, which is while it is being
    /// looked up.
    /// </summary>
    public string? ProjectId => ConfiguredProjectId ?? _project.Found;

    /// <summary>Where IAM is reached: what the options say, or else that of the region; <see langword="null"/> where neither is given.</summary>
    public Uri? IamEndpoint => ConfiguredIamEndpoint ?? Region?.IamEndpoint;

    /// <summary>How requests are signed: what the options say, or else what the region takes.</summary>
    public SigningScheme SigningScheme { get; }

    internal string? ConfiguredProjectId { get; }

    internal Uri? ConfiguredIamEndpoint { get; }

    /// <summary>Tells what is done.</summary>
    internal ClientTelemetry Telemetry { get; }

    /// <summary>The way to IAM.</summary>
    internal CredentialTransport Transport { get; }

    /// <summary>The id of the project, looked up where it has to be.</summary>
    /// <exception cref="ModelArtsAuthenticationException">It cannot be found out; the message says what to set.</exception>
    internal ValueTask<string> GetProjectIdAsync(CancellationToken cancellationToken) =>
        ConfiguredProjectId is { } id ? new(id) : _project.GetAsync(cancellationToken);

    /// <summary>
    /// A time so long ago, by the clock that the service's last answer showed. It does not depend on what this machine's clock said
    /// then: a clock that is set back meanwhile must not make an instance older than the request for it.
    /// </summary>
    internal DateTimeOffset ServiceTimeBefore(TimeSpan span)
    {
        // What an answer shows may be any time there is.
        long ticks = TimeProvider.GetUtcNow().UtcTicks + Volatile.Read(ref _observedOffset) - span.Ticks;
        return new DateTimeOffset(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
    }

    /// <summary>Notes the time that an answer of the service shows.</summary>
    internal void ObserveServiceTime(DateTimeOffset? date)
    {
        if (date is { } time)
        {
            Volatile.Write(ref _observedOffset, (time - TimeProvider.GetUtcNow()).Ticks);
        }
    }

    /// <summary>Sets <see cref="UtcNow"/> to the service's time, for as long as the client lives.</summary>
    internal void CorrectClock(DateTimeOffset serviceTime) =>
        Volatile.Write(ref _clockOffset, (serviceTime - TimeProvider.GetUtcNow()).Ticks);
}
