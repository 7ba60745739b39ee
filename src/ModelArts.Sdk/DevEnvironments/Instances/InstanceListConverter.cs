using System.Text.Json;
using System.Text.Json.Serialization;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.DevEnvironments;

/// <summary>
/// Reads a list one instance at a time, so that an error says in its message which of them it is about; a <c>null</c> among them,
/// which the serializer would let through, is an error too.
/// </summary>
internal sealed class InstanceListConverter : JsonConverter<IReadOnlyList<DevEnvironmentInstance>>
{
    public override IReadOnlyList<DevEnvironmentInstance> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("$.instances is not an array.", "$.instances", null, null);
        }

        List<DevEnvironmentInstance> instances = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            instances.Add(ReadOne(ref reader, instances.Count));
        }

        return instances;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<DevEnvironmentInstance> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (DevEnvironmentInstance instance in value)
        {
            JsonSerializer.Serialize(writer, instance, ModelArtsJsonContext.Default.DevEnvironmentInstance);
        }

        writer.WriteEndArray();
    }

    private static DevEnvironmentInstance ReadOne(ref Utf8JsonReader reader, int index)
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, ModelArtsJsonContext.Default.DevEnvironmentInstance)
                ?? throw new JsonException("The instance is null.");
        }
        catch (JsonException exception)
        {
            string path = $"$.instances[{index}]{exception.Path?.TrimStart('$')}";
            throw new JsonException($"{path}: {exception.Message}", path, exception.LineNumber, exception.BytePositionInLine, exception);
        }
    }
}
