using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Serialization;

/// <summary>Reads and writes every open value as the string that it wraps.</summary>
internal sealed class OpenValueConverter<T> : JsonConverter<T>
    where T : struct, IOpenValue<T>
{
    // A null where the record has no null stands for "not said", which is what default means.
    public override bool HandleNull => true;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => T.Create(reader.GetString()!),
        JsonTokenType.Null => default,
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
