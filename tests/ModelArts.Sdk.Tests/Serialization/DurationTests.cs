using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.Tests.Serialization;

public sealed class DurationTests
{
    [Theory]
    [InlineData("3600", 3600.0)]
    [InlineData("\"3600\"", 3600.0)]
    [InlineData("0", 0.0)]
    [InlineData("-1", -1.0)]
    [InlineData("1.5", 1.5)]
    [InlineData("null", null)]
    public void Read_Seconds_FromANumberOrAString(string json, double? seconds) => Assert.Equal(seconds, ReadDuration(json)?.TotalSeconds);

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("1e40")]
    [InlineData("922337203686")]
    [InlineData("-922337203686")]
    [InlineData("79228162514264337593543950335")]
    public void Read_WhatIsNoDuration_IsAJsonError(string json) => Assert.Throws<JsonException>(() => ReadDuration(json));

    [Theory]
    [InlineData("2", 2 * 3600.0)]
    [InlineData("0", 0.0)]
    [InlineData("\"-1\"", -0.001)]
    [InlineData("-1", -0.001)]
    public void Read_StoreTime_IsInHoursAndMinusOneIsForever(string json, double seconds)
    {
        FlavorDetails details = JsonSerializer.Deserialize($$$$"""{"id":"x","flavor_details":{"store_time":{{{{json}}}}}}""", ModelArtsJsonContext.Default.DevEnvironmentInstance)!.FlavorDetails!;

        Assert.Equal(TimeSpan.FromSeconds(seconds), details.StoreTime);
    }

    [Fact]
    public void Write_StoreTime_IsInHoursAndForeverIsMinusOne()
    {
        Assert.Equal("""{"id":"x","flavor_details":{"store_time":-1}}""", Write(new FlavorDetails { StoreTime = Timeout.InfiniteTimeSpan }));
        Assert.Equal("""{"id":"x","flavor_details":{"store_time":48}}""", Write(new FlavorDetails { StoreTime = TimeSpan.FromDays(2) }));
    }

    [Fact]
    public void Write_Seconds_AreWholeWhereTheyAreAndNeverRounded()
    {
        Assert.Equal("""{"id":"x","flavor_details":{"duration":3600}}""", Write(new FlavorDetails { Duration = TimeSpan.FromHours(1) }));
        Assert.Equal("""{"id":"x","flavor_details":{"duration":1.5}}""", Write(new FlavorDetails { Duration = TimeSpan.FromSeconds(1.5) }));
    }

    private static TimeSpan? ReadDuration(string json) =>
        JsonSerializer.Deserialize($$$$"""{"id":"x","spec":{"auto_stop":{"duration":{{{{json}}}}}}}""", ModelArtsJsonContext.Default.DevEnvironmentInstance)!.Spec!.AutoStop!.Duration;

    private static string Write(FlavorDetails details) =>
        JsonSerializer.Serialize(new DevEnvironmentInstance { Id = "x", FlavorDetails = details }, ModelArtsJsonContext.Default.DevEnvironmentInstance);
}
