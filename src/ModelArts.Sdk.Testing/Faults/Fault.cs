using System.Globalization;

namespace ModelArts.Sdk.Testing;

/// <summary>
/// Something that goes wrong between a client and the simulated service. Immutable: give it to a rule, or to a <see cref="FaultMix"/>.
/// </summary>
/// <remarks>
/// Most faults can strike at either <see cref="FaultMoment"/>. A rule lets them strike before the service sees the request, unless
/// <see cref="AfterCommit"/> says otherwise, or it is about the true answer, as <see cref="ReplaceBody"/> is; a random mix draws the moment.
/// </remarks>
/// <example>
/// <code>
/// simulator.Faults.On(SimulatorOperation.Create).Times(1).Do(Fault.Reset.AfterCommit());
/// </code>
/// </example>
public sealed partial record Fault
{
    private Fault(FaultKind kind, FaultMoment? moment = null) => (Kind, Moment) = (kind, moment);

    /// <summary>What it does.</summary>
    public FaultKind Kind { get; }

    /// <summary>When it strikes; <see langword="null"/> where it can strike at either moment and neither has been chosen.</summary>
    public FaultMoment? Moment { get; private init; }

    /// <summary>How long it waits before it strikes, by the simulator's clock. Zero unless it was asked for.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>The status of the answer; <see langword="null"/> where it is that of the true answer, or where there is none.</summary>
    public int? StatusCode { get; private init; }

    /// <summary>The body in the place of the true one; <see langword="null"/> where none is given.</summary>
    public FaultBody? Body { get; private init; }

    /// <summary>Headers of the answer, beyond those that each has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; private init; } = [];

    /// <summary>The pause between two bytes, or two chunks; zero where there is none.</summary>
    public TimeSpan Interval { get; private init; }

    /// <summary>For how long it hangs; <see langword="null"/> for as long as the client waits.</summary>
    public TimeSpan? Duration { get; private init; }

    /// <summary>Whether status line and headers drip too.</summary>
    public bool IncludesHead { get; private init; }

    /// <summary>How many bytes a bomb has once decompressed.</summary>
    public long Size { get; private init; }

    /// <summary>The same fault, to strike before the service sees the request.</summary>
    /// <returns>A fault with this <see cref="Moment"/>.</returns>
    /// <exception cref="InvalidOperationException">It needs the true answer, and so can strike only after the commit.</exception>
    public Fault BeforeCommit() => NeedsTrueAnswer
        ? throw new InvalidOperationException($"{Kind} needs the true answer, and so can strike only after the commit.")
        : this with { Moment = FaultMoment.BeforeCommit };

    /// <summary>The same fault, to strike after the service has dealt with the request.</summary>
    /// <returns>A fault with this <see cref="Moment"/>.</returns>
    public Fault AfterCommit() => this with { Moment = FaultMoment.AfterCommit };

    /// <summary>The same fault, to strike only after a delay by the simulator's clock.</summary>
    /// <param name="delay">How long. From zero to 24 days.</param>
    /// <returns>A fault with this <see cref="Delay"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is out of its range.</exception>
    public Fault DelayedBy(TimeSpan delay) => this with { Delay = Checked(delay, nameof(delay)) };

    /// <summary>The same fault with a header more, of an answer that the fault makes.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, which is sent as it is.</param>
    /// <returns>A fault with this header.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is blank, or one of both cannot stand in a header.</exception>
    /// <exception cref="InvalidOperationException">The fault makes no answer.</exception>
    public Fault WithHeader(string name, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.Any(character => character is <= ' ' or > '~' or ':') || value.Any(character => character is < ' ' or > '~'))
        {
            throw new ArgumentException("A header consists of printable ASCII, its name without spaces and colons.", nameof(name));
        }

        return Kind == FaultKind.Answer
            ? this with { Headers = [.. Headers, KeyValuePair.Create(name, value)] }
            : throw new InvalidOperationException($"{Kind} makes no answer of its own that could have headers.");
    }

    /// <summary>What it does, in a few words.</summary>
    public override string ToString()
    {
        string what = Kind switch
        {
            FaultKind.Answer => string.Join(", ", AnswerParts()),
            FaultKind.Drip => Text($"Drip every {Interval.TotalMilliseconds} ms"),
            FaultKind.GzipBomb => Text($"GzipBomb of {Size} bytes"),
            FaultKind.Hang when Duration is { } duration => Text($"Hang for {duration.TotalMilliseconds} ms"),
            FaultKind.Delay => Text($"Delay by {Delay.TotalMilliseconds} ms"),
            _ => Kind.ToString(),
        };
        string when = Moment switch
        {
            FaultMoment.BeforeCommit => " before commit",
            FaultMoment.AfterCommit when !NeedsTrueAnswer => " after commit",
            _ => "",
        };
        return Kind == FaultKind.Delay || Delay == TimeSpan.Zero ? what + when : Text($"{what}{when}, delayed by {Delay.TotalMilliseconds} ms");
    }

    /// <summary>Whether it can strike at a moment, as far as has been chosen.</summary>
    internal bool CanStrike(FaultMoment moment) => Moment is null || Moment == moment;

    /// <summary>Whether the service gets to see a request that it strikes: after it, or behind a delay.</summary>
    internal bool ReachesService => Moment == FaultMoment.AfterCommit || Kind == FaultKind.Delay;

    /// <summary>Whether it can strike a connection of which not a byte was read.</summary>
    internal bool CanStrikeConnection =>
        Moment != FaultMoment.AfterCommit && Kind is FaultKind.Reset or FaultKind.Close or FaultKind.Hang or FaultKind.Delay;

    /// <summary>Whether it takes the status of the true answer, as far as there is one.</summary>
    internal bool SpoilsTrueAnswer => Kind == FaultKind.Answer && StatusCode is null;

    private bool NeedsTrueAnswer => Kind is FaultKind.ResetMidBody or FaultKind.CloseMidBody or FaultKind.Drip;

    private IEnumerable<string> AnswerParts()
    {
        yield return StatusCode is { } status ? Text($"HTTP {status}") : "ReplaceBody";
        if (Body is not null && (StatusCode is null || Body != FaultBody.Empty))
        {
            yield return Body.ToString();
        }

        foreach ((string name, string value) in Headers)
        {
            yield return $"{name}: {value}";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
