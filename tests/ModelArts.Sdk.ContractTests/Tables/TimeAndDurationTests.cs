using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;

namespace ModelArts.Sdk.ContractTests.Tables;

/// <summary>Times and durations at their edges; that each field has its unit is tested field by field.</summary>
public sealed class TimeAndDurationTests
{
    [Fact]
    public void StoreTime_MinusOne_IsForever()
    {
        FlavorDetails flavor = ReadFlavor("""{"store_time":-1}""");

        Assert.Equal(Timeout.InfiniteTimeSpan, flavor.StoreTime);
        JsonAssert.Same("""{"store_time":-1}""", RecordJson.Write(flavor));
    }

    [Fact]
    public void StoreTime_MinusOneInAString_IsForeverAndWrittenAsANumber()
    {
        FlavorDetails flavor = ReadFlavor("""{"store_time":"-1"}""");

        Assert.Equal(Timeout.InfiniteTimeSpan, flavor.StoreTime);
        JsonAssert.Same("""{"store_time":-1}""", RecordJson.Write(flavor));
    }

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(1, "01:00:00")]
    [InlineData(8760, "365.00:00:00")]
    public void StoreTime_IsInHours(int hours, string expected)
    {
        FlavorDetails flavor = ReadFlavor($$"""{"store_time":{{hours}}}""");

        Assert.Equal(expected, RecordJson.Show(flavor.StoreTime));
        JsonAssert.Same($$"""{"store_time":{{hours}}}""", RecordJson.Write(flavor));
    }

    [Fact]
    public void Duration_MinusOne_IsASecondAndNotForever()
    {
        FlavorDetails flavor = ReadFlavor("""{"duration":-1,"queue_left_time":-1}""");

        Assert.Equal(TimeSpan.FromSeconds(-1), flavor.Duration);
        Assert.Equal(TimeSpan.FromSeconds(-1), flavor.QueueLeftTime);
    }

    [Fact]
    public void Duration_OfAFraction_IsNotRounded()
    {
        AutoStopSpec autoStop = new() { Duration = TimeSpan.FromMilliseconds(3600500) };

        JsonAssert.Same("""{"duration":3600.5}""", RecordJson.Write(autoStop));
    }

    [Theory]
    [InlineData("922337203686")]
    [InlineData("-922337203686")]
    [InlineData("1e300")]
    [InlineData("\"79228162514264337593543950335\"")]
    public void Duration_BeyondATimeSpan_IsRefused(string value) =>
        Assert.Throws<JsonException>(() => ReadFlavor($$"""{"duration":{{value}}}"""));

    [Theory]
    [InlineData("-1", "1969-12-31T23:59:59.9990000+00:00")]
    [InlineData("0", "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData("253402300799999", "9999-12-31T23:59:59.9990000+00:00")]
    public void Timestamp_IsInMillisecondsOfUtc(string milliseconds, string expected)
    {
        AutoStop autoStop = (AutoStop)RecordJson.Read(typeof(AutoStop), $$"""{"stop_timestamp":{{milliseconds}}}""");

        Assert.Equal(expected, RecordJson.Show(autoStop.StopTimestamp));
        JsonAssert.Same($$"""{"stop_timestamp":{{milliseconds}}}""", RecordJson.Write(autoStop));
    }

    [Fact]
    public void Timestamp_OfAnotherTimeZone_IsWrittenAsTheSamePointInTime()
    {
        AutoStop autoStop = new() { StopTimestamp = new DateTimeOffset(2020, 7, 16, 16, 22, 29, 962, TimeSpan.FromHours(8)) };

        JsonAssert.Same("""{"stop_timestamp":1594887749962}""", RecordJson.Write(autoStop));
    }

    [Fact]
    public void Timestamp_EmptyString_IsAbsent()
    {
        DevEnvironmentInstance instance = (DevEnvironmentInstance)RecordJson.Read(typeof(DevEnvironmentInstance), """{"id":"DE-1","creation_timestamp":""}""");

        Assert.Null(instance.CreationTimestamp);
    }

    [Theory]
    [InlineData("253402300800000")]
    [InlineData("-62135596800001")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999")]
    [InlineData("\"1e3\"")]
    [InlineData("\"1,594\"")]
    [InlineData("\"2020-07-16T08:22:29Z\"")]
    public void Timestamp_ThatIsNoTime_IsRefused(string value) =>
        Assert.Throws<JsonException>(() => RecordJson.Read(typeof(AutoStop), $$"""{"stop_timestamp":{{value}}}"""));

    private static FlavorDetails ReadFlavor(string json) => (FlavorDetails)RecordJson.Read(typeof(FlavorDetails), json);
}
