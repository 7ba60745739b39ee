using System.Text.Json;

namespace ModelArts.Sdk.ContractTests;

/// <summary>The files of <c>Fixtures/</c>: what the reference page publishes, and fuller bodies in the same form.</summary>
internal static class ContractFixture
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));

    public static JsonElement Parse(string name)
    {
        using JsonDocument document = JsonDocument.Parse(Read(name));
        return document.RootElement.Clone();
    }
}
