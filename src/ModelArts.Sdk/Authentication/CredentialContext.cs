namespace ModelArts.Sdk.Authentication;

/// <summary>What a credential may know of the client that it serves. Thread-safe.</summary>
public sealed class CredentialContext
{
    // The one thing that changes: ticks between the client's clock and the service's.
    private long _clockOffset;

    internal CredentialContext(ModelArtsClientOptions options)
    {
        TimeProvider = options.TimeProvider;
        Region = options.Region;
        ProjectId = options.ProjectId;
        SigningScheme = options.EffectiveSigningScheme;
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

    /// <summary>The id of the project that the client works on; <see langword="null"/> where it is not known yet.</summary>
    public string? ProjectId { get; }

    /// <summary>How requests are signed: what the options say, or else what the region takes.</summary>
    public SigningScheme SigningScheme { get; }

    /// <summary>Sets <see cref="UtcNow"/> to the service's time, for as long as the client lives.</summary>
    internal void CorrectClock(DateTimeOffset serviceTime) =>
        Volatile.Write(ref _clockOffset, (serviceTime - TimeProvider.GetUtcNow()).Ticks);
}
