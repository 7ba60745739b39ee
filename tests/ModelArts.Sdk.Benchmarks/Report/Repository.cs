namespace ModelArts.Sdk.Benchmarks.Report;

/// <summary>Where the sources are: the nearest folder above the program that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "ModelArts.Sdk.sln")) ? folder
        : Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)) is { } parent ? Find(parent)
        : throw new InvalidOperationException("The program is to be run within the repository.");
}
