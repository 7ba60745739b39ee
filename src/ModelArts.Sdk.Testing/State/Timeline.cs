using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.State;

/// <summary>A status and how long it lasts.</summary>
/// <param name="Status">The status.</param>
/// <param name="Duration">How long; <see langword="null"/>: for good.</param>
/// <param name="Shown">What clients are shown meanwhile, where that lags behind; <see langword="null"/>: the status itself.</param>
internal readonly record struct TimelineStep(InstanceStatus Status, TimeSpan? Duration, TimelineMoment? Shown = null);

/// <summary>Where an instance stands: its status, since when, and until when that is planned to last.</summary>
internal sealed record TimelineMoment(InstanceStatus Status, DateTimeOffset Since, DateTimeOffset? Until, TimelineMoment? Shown = null)
{
    /// <summary>What clients see of it.</summary>
    public TimelineMoment Visible => Shown ?? this;
}

/// <summary>
/// What an instance will go through from a point in time on. A pure function of the time: nothing ticks, so that a clock that
/// stands still keeps every instance where it is.
/// </summary>
/// <param name="Start">When the first step begins.</param>
/// <param name="Steps">The steps; the last one lasts for good.</param>
internal sealed record Timeline(DateTimeOffset Start, IReadOnlyList<TimelineStep> Steps)
{
    /// <summary>The very beginning, however short the first step is.</summary>
    public TimelineMoment Beginning => new(Steps[0].Status, Start, Start + Steps[0].Duration);

    /// <summary>The status that it comes to in the end.</summary>
    public InstanceStatus End => Steps[^1].Status;

    /// <summary>When its last step begins, which lasts for good.</summary>
    public DateTimeOffset EndsAt => Moments.Last().Since;

    /// <summary>Where it stands at a time. A step that lasts no time is passed through.</summary>
    public TimelineMoment At(DateTimeOffset now)
    {
        foreach (TimelineMoment moment in Moments)
        {
            if (moment.Until is null || now < moment.Until)
            {
                return moment;
            }
        }

        throw new InvalidOperationException("The last step of a timeline must last for good.");
    }

    /// <summary>When it first has one of some statuses; <see langword="null"/>: never.</summary>
    public DateTimeOffset? FirstIn(Func<InstanceStatus, bool> condition) =>
        Moments.FirstOrDefault(moment => condition(moment.Status))?.Since;

    private IEnumerable<TimelineMoment> Moments
    {
        get
        {
            DateTimeOffset since = Start;
            foreach (TimelineStep step in Steps)
            {
                DateTimeOffset? until = since + step.Duration;
                yield return new TimelineMoment(step.Status, since, until, step.Shown);
                since = until ?? since;
            }
        }
    }
}
