using System.Globalization;

namespace ModelArts.Sdk.Testing.StartUp;

/// <summary>The figures of all contenders as a table.</summary>
internal static class Report
{
    /// <summary>Measures and prints. The contenders take turns, so that whatever else the machine does meets all of them.</summary>
    public static async Task WriteAsync(IReadOnlyList<string> cases, int processes)
    {
        Dictionary<string, List<Measurement>> measured = cases.ToDictionary(static name => name, static _ => new List<Measurement>());
        for (int round = -1; round < processes; round++)
        {
            foreach (string name in cases)
            {
                Measurement measurement = await Measurement.InFreshProcessAsync(name);

                // The first brings the files into the memory of the machine.
                if (round >= 0)
                {
                    measured[name].Add(measurement);
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"From the start to the first answer: {processes} cold processes each, {Environment.ProcessorCount} processors."));
        Console.WriteLine("| | wall, median | worst | processor, median | methods compiled |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach ((string name, List<Measurement> all) in measured)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(all, static one => one.Wall):F0} ms | {all.Max(static one => one.Wall):F0} ms | {Median(all, static one => one.Processor):F0} ms | {Median(all, static one => one.Methods):F0} |"));
        }
    }

    private static double Median(List<Measurement> all, Func<Measurement, double> figure) =>
        all.Select(figure).Order().ElementAt(all.Count / 2);
}
