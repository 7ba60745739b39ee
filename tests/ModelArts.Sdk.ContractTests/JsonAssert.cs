using System.Text.Json.Nodes;

namespace ModelArts.Sdk.ContractTests;

/// <summary>Compares JSON by what it says: the order of an object's fields and white space do not count, the kind of a value does.</summary>
internal static class JsonAssert
{
    public static void Same(string expected, string actual) =>
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)),
            $"The JSON differs.\nExpected: {expected}\nActual:   {actual}");

    /// <summary>As <see cref="Same"/>, but a field that is null says the same as no field.</summary>
    public static void SameButForNulls(string expected, string actual) =>
        Same(WithoutNulls(JsonNode.Parse(expected))!.ToJsonString(), WithoutNulls(JsonNode.Parse(actual))!.ToJsonString());

    private static JsonNode? WithoutNulls(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (string name in fields.Where(field => field.Value is null).Select(field => field.Key).ToList())
                {
                    fields.Remove(name);
                }

                foreach (JsonNode? value in fields.Select(field => field.Value))
                {
                    WithoutNulls(value);
                }

                break;
            case JsonArray elements:
                foreach (JsonNode? element in elements)
                {
                    WithoutNulls(element);
                }

                break;
        }

        return node;
    }
}
