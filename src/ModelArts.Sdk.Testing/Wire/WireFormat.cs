using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ModelArts.Sdk.Testing.Wire;

/// <summary>
/// How the records of the SDK are read here. By reflection: the SDK's own context is internal, and stricter on purpose, where
/// the simulator must read a request with a required field missing in order to refuse it in the service's words.
/// </summary>
internal static class WireFormat
{
    /// <summary>For requests that may lack anything.</summary>
    public static JsonSerializerOptions Lenient { get; } = Create(static type =>
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            property.IsRequired = false;
        }
    });

    /// <summary>For what the simulator itself has written.</summary>
    public static JsonSerializerOptions Own { get; } = Create();

    /// <summary>For answers: <c>'</c> and letters beyond ASCII as they are, since no browser will take them for markup.</summary>
    public static JsonSerializerOptions Answers { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A time as IAM writes it.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static JsonSerializerOptions Create(params Action<JsonTypeInfo>[] modifiers)
    {
        DefaultJsonTypeInfoResolver resolver = new();
        foreach (Action<JsonTypeInfo> modifier in modifiers)
        {
            resolver.Modifiers.Add(modifier);
        }

        return new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            TypeInfoResolver = resolver,
        };
    }
}
