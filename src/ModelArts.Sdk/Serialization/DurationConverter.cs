using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelArts.Sdk.Serialization;

/// <summary>A span of time as a count of the unit that the derived type names, given as a number or a string that holds one.</summary>
internal abstract class DurationConverter(long ticksPerUnit) : JsonConverter<TimeSpan?>
{
    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        decimal count;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number when reader.TryGetDecimal(out count):
                break;
            case JsonTokenType.String when decimal.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out count):
                break;
            default:
                throw new JsonException("The value is not a count of time units.");
        }

        // Decimal holds any count of ticks exactly, but not every number: what lies beyond a TimeSpan is refused here.
        if (Math.Abs(count) > TimeSpan.MaxValue.Ticks / ticksPerUnit)
        {
            throw new JsonException("The value is longer than a TimeSpan can hold.");
        }

        return TimeSpan.FromTicks((long)(count * ticksPerUnit));
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options)
    {
        if (value is not { } span)
        {
            writer.WriteNullValue();
        }
        else if (span.Ticks % ticksPerUnit == 0)
        {
            writer.WriteNumberValue(span.Ticks / ticksPerUnit);
        }
        else
        {
            // Only without validation does a fraction come this far; the service is then to judge it, not we to round it.
            writer.WriteNumberValue((decimal)span.Ticks / ticksPerUnit);
        }
    }
}

/// <summary>For fields in seconds.</summary>
internal sealed class SecondsConverter() : DurationConverter(TimeSpan.TicksPerSecond);

/// <summary>For fields in hours in which -1 means forever, which is <see cref="Timeout.InfiniteTimeSpan"/> here.</summary>
internal sealed class HoursOrForeverConverter() : DurationConverter(TimeSpan.TicksPerHour)
{
    private static readonly TimeSpan MinusOneHour = TimeSpan.FromHours(-1);

    public override TimeSpan? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        TimeSpan? value = base.Read(ref reader, typeToConvert, options);
        return value == MinusOneHour ? Timeout.InfiniteTimeSpan : value;
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options) =>
        base.Write(writer, value == Timeout.InfiniteTimeSpan ? MinusOneHour : value, options);
}
