using System.Globalization;

namespace ModelArts.Sdk.Benchmarks.Report;

/// <summary>Figures as the report shows them.</summary>
internal static class Figures
{
    public static string Bytes(double bytes) => bytes >= 1e6
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.00} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} B");

    public static string Time(double nanoseconds) => nanoseconds switch
    {
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e6:0.0} ms"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e3:0.0} us"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:0} ns"),
    };

    public static string Ratio(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}");

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
