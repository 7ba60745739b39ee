using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Serialization;

/// <summary>
/// A point in time as milliseconds since 1970-01-01 UTC. Either form is read, a number or a string that holds one, since
/// the service uses both; the derived type says which form its field is written in.
/// </summary>
internal abstract class EpochMillisecondsConverter : JsonConverter<DateTimeOffset?>
{
    public sealed override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetInt64(out long milliseconds):
                return ToTime(milliseconds);
            case JsonTokenType.String:
                string text = reader.GetString()!;
                if (text.Length == 0)
                {
                    return null;
                }

                if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed))
                {
                    return ToTime(parsed);
                }

                break;
        }

        throw new JsonException("The value is not a count of milliseconds since 1970-01-01.");
    }

    private static DateTimeOffset ToTime(long milliseconds)
    {
        if (milliseconds < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            throw new JsonException("The value lies beyond the years 1 to 9999.");
        }

        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}

/// <summary>For fields that the tables give as an integer.</summary>
internal sealed class EpochMillisecondsNumberConverter : EpochMillisecondsConverter
{
    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteNumberValue(time.ToUnixTimeMilliseconds());
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}

/// <summary>For fields that the tables give as a string.</summary>
internal sealed class EpochMillisecondsStringConverter : EpochMillisecondsConverter
{
    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } time)
        {
            writer.WriteStringValue(time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
