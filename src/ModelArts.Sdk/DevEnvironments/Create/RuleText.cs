using System.Globalization;
using System.Runtime.CompilerServices;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>A text of a rule that is put together only where the rule is broken: most requests break none.</summary>
[InterpolatedStringHandler]
internal ref struct RuleText
{
    private readonly string? _text;
    private DefaultInterpolatedStringHandler _parts;

    public RuleText(int literalLength, int formattedCount, bool holds, out bool isNeeded)
    {
        isNeeded = !holds;
        _parts = isNeeded ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    private RuleText(string text) => _text = text;

    public static implicit operator RuleText(string text) => new(text);

    public void AppendLiteral(string text) => _parts.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _parts.AppendFormatted(value);

    /// <summary>The text of a rule that is broken. To be asked for once.</summary>
    public string ToStringAndClear() => _text ?? _parts.ToStringAndClear();
}
