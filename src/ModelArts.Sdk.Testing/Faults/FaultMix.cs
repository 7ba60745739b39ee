using System.Globalization;
using ModelArts.Sdk.Testing.Faults;

namespace ModelArts.Sdk.Testing;

/// <summary>
/// Faults drawn at random, from a seed. Whether and how a request is struck is a pure function of the mix, of what it asks for, of
/// the name of the instance that it is about, and of how many requests for the same and about the same came before it.
/// </summary>
/// <remarks>
/// So the same decisions come again under the same seed: for each name, in the order of its requests, however many clients there are
/// and whatever other names do meanwhile. Requests without a name (to list, of IAM, about instances that never were) share one order
/// an operation: the n-th of them gets the n-th decision, and which one is n-th is up to the clients. Names that differ from run to
/// run, or requests that race for one name, leave that much open. The journal holds every decision.
/// </remarks>
public sealed record FaultMix
{
    /// <summary>What every decision follows from.</summary>
    public required int Seed { get; init; }

    /// <summary>Which share of the requests is struck. Default: 0.3. From 0 to 1.</summary>
    public double Rate { get; init; } = 0.3;

    /// <summary>Of those that are struck, which share after the service has committed. Default: 0.5. From 0 to 1.</summary>
    public double AfterCommitShare { get; init; } = 0.5;

    /// <summary>
    /// The faults. The moment is drawn first, by <see cref="AfterCommitShare"/>, then one of the faults that can strike at it, by
    /// their weights. Default: <see cref="AllKinds"/>.
    /// </summary>
    public IReadOnlyList<WeightedFault> Faults { get; init; } = AllKinds;

    /// <summary>Which operations are struck. Default: <see langword="null"/>, all, those of IAM too.</summary>
    public IReadOnlyCollection<SimulatorOperation>? Operations { get; init; }

    /// <summary>
    /// Which share of the connections is struck as it is made, before a byte was read; those of the admin API and of your stubs too.
    /// Default: 0. From 0 to 1.
    /// </summary>
    public double ConnectionRate { get; init; }

    /// <summary>
    /// What strikes connections: of <see cref="Fault.Reset"/>, <see cref="Fault.Close"/>, <see cref="Fault.Hang"/> and
    /// <see cref="Fault.DelayBy"/>. Default: the first two.
    /// </summary>
    public IReadOnlyList<WeightedFault> ConnectionFaults { get; init; } = [Fault.Reset, Fault.Close];

    /// <summary>
    /// Every kind of fault, with durations that suit a client whose attempts time out after some hundred milliseconds: hangs for two
    /// seconds at most, delays of 20 ms, a drip every 20 ms, bombs of 64 MiB.
    /// </summary>
    public static IReadOnlyList<WeightedFault> AllKinds { get; } =
    [
        new(Fault.Reset, 3),
        new(Fault.Close, 2),
        Fault.ResetMidBody,
        Fault.CloseMidBody,
        Fault.HangFor(TimeSpan.FromSeconds(2)),
        Fault.DelayBy(TimeSpan.FromMilliseconds(20)),
        Fault.Drip(TimeSpan.FromMilliseconds(20)),
        new(Fault.EndlessBody(), 0.2),
        new(Fault.GzipBomb(64), 0.2),
        Fault.Error(500, "ModelArts.6102"),
        Fault.Error(500, "ModelArts.0010", FaultErrorShape.Gateway),
        Fault.GatewayPage(502),
        Fault.GatewayPage(504),
        Fault.Status(503),
        Fault.RetryAfter(TimeSpan.Zero),
        Fault.RetryAfter("soon"),
        Fault.Status(408),
        Fault.Status(500),
        Fault.RetryAfter(TimeSpan.Zero, 429),
        Fault.Error(429, "APIGW.0308", FaultErrorShape.Gateway),
        Fault.ReplaceBody(FaultBody.Empty),
        Fault.ReplaceBody(FaultBody.EmptyObject),
        Fault.ReplaceBody(FaultBody.Null),
        Fault.ReplaceBody(FaultBody.EmptyArray),
        Fault.ReplaceBody(FaultBody.WrongIdType),
        Fault.ReplaceBody(FaultBody.Truncated),
        new(Fault.ReplaceBody(FaultBody.Nested()), 0.5),
        Fault.ReplaceBody(FaultBody.HtmlLoginPage),
    ];

    /// <summary>What becomes of a request: the same answer for the same question, always and everywhere.</summary>
    /// <param name="operation">What it asks for; <see cref="SimulatorOperation.Connect"/> for a connection.</param>
    /// <param name="instanceName">The name of the instance; <see langword="null"/> where there is none.</param>
    /// <param name="ordinal">Which request it is for this operation and this name, counted from 1 on.</param>
    /// <returns>The fault with its moment; <see langword="null"/> where the request is let pass.</returns>
    public Fault? Decide(SimulatorOperation operation, string? instanceName, int ordinal)
    {
        bool isConnection = operation == SimulatorOperation.Connect;
        if (!isConnection && Operations is not null && !Operations.Contains(operation))
        {
            return null;
        }

        FaultDraw draw = new(Seed, operation, instanceName, ordinal);
        if (draw.First >= (isConnection ? ConnectionRate : Rate))
        {
            return null;
        }

        FaultMoment moment = !isConnection && draw.Second < AfterCommitShare ? FaultMoment.AfterCommit : FaultMoment.BeforeCommit;
        Fault drawn = Pick(isConnection ? ConnectionFaults : Faults, moment, draw.Third);
        return moment == FaultMoment.AfterCommit ? drawn.AfterCommit() : drawn.BeforeCommit();
    }

    /// <summary>The seed and the shares.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{nameof(FaultMix)} {{ Seed = {Seed}, Rate = {Rate}, AfterCommitShare = {AfterCommitShare}, ConnectionRate = {ConnectionRate}, Faults = {Faults.Count} }}");

    /// <exception cref="ArgumentException">A value is impossible; the message lists all of them.</exception>
    internal void ThrowIfInvalid(string parameterName)
    {
        List<string> problems = [];
        void Check(bool holds, string rule)
        {
            if (!holds)
            {
                problems.Add(rule);
            }
        }

        Check(IsShare(Rate), $"{nameof(Rate)} must be from 0 to 1.");
        Check(IsShare(AfterCommitShare), $"{nameof(AfterCommitShare)} must be from 0 to 1.");
        Check(IsShare(ConnectionRate), $"{nameof(ConnectionRate)} must be from 0 to 1.");
        Check(Faults is not null && AreWeights(Faults), $"{nameof(Faults)} must hold faults with weights of at least 0.");
        Check(ConnectionFaults is not null && AreWeights(ConnectionFaults), $"{nameof(ConnectionFaults)} must hold faults with weights of at least 0.");
        if (problems.Count == 0)
        {
            Check(Rate == 0 || AfterCommitShare == 0 || Total(Faults!, FaultMoment.AfterCommit) > 0, $"{nameof(Faults)} must hold one that strikes after the commit.");
            Check(Rate == 0 || AfterCommitShare == 1 || Total(Faults!, FaultMoment.BeforeCommit) > 0, $"{nameof(Faults)} must hold one that strikes before the commit.");
            Check(ConnectionRate == 0 || Total(ConnectionFaults!, FaultMoment.BeforeCommit) > 0, $"{nameof(ConnectionFaults)} must hold one.");
            Check(ConnectionFaults!.All(fault => fault.Fault.CanStrikeConnection), $"{nameof(ConnectionFaults)} must hold only faults that need no request.");
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), parameterName);
        }
    }

    private static bool IsShare(double value) => value is >= 0 and <= 1;

    private static bool AreWeights(IReadOnlyList<WeightedFault> faults) =>
        faults.All(fault => fault.Fault is not null && fault.Weight >= 0 && double.IsFinite(fault.Weight));

    private static double Total(IReadOnlyList<WeightedFault> faults, FaultMoment moment)
    {
        double total = 0;
        for (int index = 0; index < faults.Count; index++)
        {
            total += faults[index].Fault.CanStrike(moment) ? faults[index].Weight : 0;
        }

        return total;
    }

    private static Fault Pick(IReadOnlyList<WeightedFault> faults, FaultMoment moment, double draw)
    {
        double left = draw * Total(faults, moment);
        Fault? last = null;
        for (int index = 0; index < faults.Count; index++)
        {
            (Fault fault, double weight) = faults[index];
            if (weight > 0 && fault.CanStrike(moment))
            {
                last = fault;
                left -= weight;
                if (left < 0)
                {
                    break;
                }
            }
        }

        return last ?? throw new InvalidOperationException($"The mix has no fault that strikes {moment}.");
    }
}
