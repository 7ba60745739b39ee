namespace ModelArts.Sdk.Soak.Figures;

/// <summary>What was promised, what was measured, and whether it holds.</summary>
internal sealed record Figure(string Promise, string Limit, string Measured, bool Holds);
