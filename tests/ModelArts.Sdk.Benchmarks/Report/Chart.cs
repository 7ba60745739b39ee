using System.Globalization;
using System.Text;

namespace ModelArts.Sdk.Benchmarks.Report;

/// <summary>Bars beside a line at one, which is bare HttpClient.</summary>
internal static class Chart
{
    private const int LabelWidth = 250;
    private const int BarHeight = 18;
    private const int UnitWidth = 240;
    private const double MaxRatio = 2;

    public static string Draw(IReadOnlyList<Bar> bars)
    {
        StringBuilder body = new();
        int y = 40;
        foreach (IGrouping<string, Bar> group in bars.GroupBy(bar => bar.Group))
        {
            body.AppendLine(CultureInfo.InvariantCulture, $"""<text x="10" y="{y + 12}" font-weight="bold">{group.Key}</text>""");
            y += BarHeight;
            foreach (Bar bar in group)
            {
                double width = Math.Min(bar.Ratio, MaxRatio) * UnitWidth;
                string colour = bar.Label.StartsWith("SDK", StringComparison.Ordinal) ? "#2f6fb0" : "#9aa7b4";
                body.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth - 8}" y="{y + 12}" text-anchor="end">{bar.Label}</text>""");
                body.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{LabelWidth}" y="{y}" width="{width:0.#}" height="{BarHeight - 5}" fill="{colour}"/>""");
                body.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth + width + 6:0.#}" y="{y + 11}">{bar.Ratio:0.00}</text>""");
                y += BarHeight;
            }

            y += 10;
        }

        int width100 = LabelWidth + (int)(MaxRatio * UnitWidth) + 60;
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width100} {y}" width="{width100}" height="{y}" font-family="sans-serif" font-size="12" fill="#24292f">
            <rect width="{width100}" height="{y}" fill="#ffffff"/>
            <text x="10" y="20" font-size="14" font-weight="bold">Beside bare HttpClient that reads the same records (1.00; shorter is better)</text>
            {body}<line x1="{LabelWidth + UnitWidth}" y1="32" x2="{LabelWidth + UnitWidth}" y2="{y}" stroke="#24292f" stroke-dasharray="4 3"/>
            </svg>

            """);
    }
}
