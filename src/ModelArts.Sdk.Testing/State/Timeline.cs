using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.Testing.State;

/// <summary>A status and how long it lasts; <see langword="null"/>: for good.</summary>
internal readonly record struct TimelineStep(InstanceStatus Status, TimeSpan? Duration);

/// <summary>Where an instance stands: its status, since when, and until when that is planned to last.</summary>
internal readonly record struct TimelineMoment(InstanceStatus Status, DateTimeOffset Since, DateTimeOffset? Until);

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

    /// <summary>Where it stands at a time. A step that lasts no time is passed through.</summary>
    public TimelineMoment At(DateTimeOffset now)
    {
        DateTimeOffset since = Start;
        foreach (TimelineStep step in Steps)
        {
            DateTimeOffset? until = since + step.Duration;
            if (until is null || now < until)
            {
                return new TimelineMoment(step.Status, since, until);
            }

            since = until.Value;
        }

        throw new InvalidOperationException("The last step of a timeline must last for good.");
    }
}
