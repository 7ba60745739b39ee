using System.Runtime.CompilerServices;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>Collects what is broken, so that all of it is reported at once.</summary>
internal sealed class RuleCheck
{
    private List<RequestFailure>? _failures;

    public IReadOnlyList<RequestFailure> Failures => _failures ?? (IReadOnlyList<RequestFailure>)[];

    /// <summary>Notes a failure where <paramref name="holds"/> is <see langword="false"/>; says whether the rule holds.</summary>
    public bool That(
        bool holds,
        [InterpolatedStringHandlerArgument(nameof(holds))] RuleText path,
        [InterpolatedStringHandlerArgument(nameof(holds))] RuleText rule,
        int table,
        ModelArtsErrorCode code)
    {
        if (!holds)
        {
            (_failures ??= []).Add(new RequestFailure { Path = path.ToStringAndClear(), Rule = rule.ToStringAndClear(), Table = table, ErrorCode = code });
        }

        return holds;
    }
}
