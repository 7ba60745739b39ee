namespace ModelArts.Sdk.Testing.Wire;

/// <summary>What a flavor or a profile computes on.</summary>
internal enum Hardware
{
    Cpu,
    Gpu,
    Ascend,
}

/// <summary>Flavors and profiles are open sets: what is not known is told from the words in it.</summary>
internal static class HardwareNames
{
    private static readonly string[] AscendWords = ["ascend", "kat", "npu", "snt"];

    /// <summary>The hardware that a flavor or profile names; <see langword="null"/> where it names none.</summary>
    public static Hardware? In(string id) =>
        Has(id, "gpu") ? Hardware.Gpu
        : AscendWords.Any(word => Has(id, word)) ? Hardware.Ascend
        : Has(id, "cpu") ? Hardware.Cpu
        : null;

    private static bool Has(string id, string word) => id.Contains(word, StringComparison.OrdinalIgnoreCase);
}
