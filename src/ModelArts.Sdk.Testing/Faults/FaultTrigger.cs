using System.Globalization;

namespace ModelArts.Sdk.Testing;

/// <summary>Which requests a rule of <see cref="SimulatorFaults"/> is to strike. Immutable; nothing happens before <c>Do</c>.</summary>
public sealed class FaultTrigger
{
    private readonly SimulatorFaults _owner;
    private readonly Func<FaultRequest, bool> _condition;
    private readonly string _about;
    private readonly int? _times;

    internal FaultTrigger(
        SimulatorFaults owner, string about, Func<FaultRequest, bool> condition, SimulatorOperation? operation = null, int skipped = 0, int? times = null)
    {
        (_owner, _about, _condition, Operation) = (owner, about, condition, operation);
        (Skipped, _times) = (skipped, times);
    }

    internal SimulatorOperation? Operation { get; }

    internal int Skipped { get; }

    /// <summary>How many requests it strikes.</summary>
    internal int Count => _times ?? int.MaxValue;

    /// <summary>Only those of them that also meet a condition.</summary>
    /// <param name="condition">The condition. Called for each such request, by several at once; must not throw.</param>
    /// <returns>The narrower trigger.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The trigger is about connections, of which nothing has been read.</exception>
    public FaultTrigger Where(Func<FaultRequest, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (Operation == SimulatorOperation.Connect)
        {
            throw new InvalidOperationException("A connection of which nothing has been read meets no condition.");
        }

        Func<FaultRequest, bool> before = _condition;
        return new FaultTrigger(_owner, $"{_about} where", request => before(request) && condition(request), Operation, Skipped, _times);
    }

    /// <summary>Lets the first of them pass.</summary>
    /// <param name="count">How many. At least 0.</param>
    /// <returns>The later trigger.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public FaultTrigger Skip(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return With(count, _times);
    }

    /// <summary>Only the n-th of them, counted from 1 on.</summary>
    /// <param name="ordinal">Which. At least 1.</param>
    /// <returns>The narrower trigger.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ordinal"/> is less than 1.</exception>
    public FaultTrigger Nth(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ordinal, 1);
        return With(ordinal - 1, times: 1);
    }

    /// <summary>So many of them; later ones pass. Without it every one is struck.</summary>
    /// <param name="count">How many. At least 1.</param>
    /// <returns>The narrower trigger.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public FaultTrigger Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return With(Skipped, count);
    }

    /// <summary>Puts the rule in force: what is triggered is struck by this fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>The rule; dispose of it to take it out of force.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="fault"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The trigger is about connections, and the fault needs a request.</exception>
    public FaultRule Do(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return _owner.Add(this, [fault]);
    }

    /// <summary>
    /// Puts the rule in force: what is triggered is struck by one fault after the other, each once. With <see cref="Times"/>, by so
    /// many in all: they begin anew after the last.
    /// </summary>
    /// <param name="faults">The faults.</param>
    /// <returns>The rule; dispose of it to take it out of force.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="faults"/> or one of them is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">There are none, or the trigger is about connections and one of them needs a request.</exception>
    public FaultRule DoInTurn(params Fault[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (faults.Length == 0)
        {
            throw new ArgumentException("There must be at least one fault.", nameof(faults));
        }

        foreach (Fault fault in faults)
        {
            ArgumentNullException.ThrowIfNull(fault, nameof(faults));
        }

        return _owner.Add(With(Skipped, _times ?? faults.Length), [.. faults]);
    }

    /// <summary>Which requests it is about.</summary>
    public override string ToString()
    {
        string skip = Skipped == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", after {Skipped}");
        string times = _times is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {_times} times");
        return _about + skip + times;
    }

    internal bool IsAbout(FaultRequest request) => _condition(request);

    private FaultTrigger With(int skipped, int? times) => new(_owner, _about, _condition, Operation, skipped, times);
}
