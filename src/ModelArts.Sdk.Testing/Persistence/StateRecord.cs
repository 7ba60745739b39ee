using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ModelArts.Sdk.Testing.State;

namespace ModelArts.Sdk.Testing.Persistence;

/// <summary>A line of a state file: one or more of what can change. A class, since a record would print the secrets.</summary>
internal sealed class StateRecord
{
    /// <summary>The format, in the first line only.</summary>
    public int? Version { get; init; }

    public SimulatedInstance? Put { get; init; }

    /// <summary>The id of an instance that is gone.</summary>
    public string? Gone { get; init; }

    /// <summary>The last number that was given in the order of creating and queuing.</summary>
    public long? Sequence { get; init; }

    /// <summary>How far the clock was moved ahead.</summary>
    public TimeSpan? Advanced { get; init; }

    public IReadOnlyDictionary<string, string>? Secrets { get; init; }

    /// <summary>Readable without the program: the names of the service, times in full, nothing that says nothing.</summary>
    public static JsonSerializerOptions Format { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutUnknown } },
    };

    public byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Format), (byte)'\n'];

    /// <summary>
    /// What a request has beside its known fields is ignored, and may be what can be read but not written, such as half a surrogate pair,
    /// or nested so deep that a line of the file, in which it stands deeper, could not be read again.
    /// </summary>
    private static void LeaveOutUnknown(JsonTypeInfo type)
    {
        for (int index = type.Properties.Count - 1; index >= 0; index--)
        {
            if (type.Properties[index].IsExtensionData)
            {
                type.Properties.RemoveAt(index);
            }
        }
    }
}
