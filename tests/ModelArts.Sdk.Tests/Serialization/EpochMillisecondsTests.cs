using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;

namespace ModelArts.Sdk.Tests.Serialization;

public sealed class EpochMillisecondsTests
{
    private static readonly DateTimeOffset Time = new(2021, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);

    [Theory]
    [InlineData("\"1612325106789\"")]
    [InlineData("1612325106789")]
    public void Read_NumberOrString_IsTheTime(string json)
    {
        Assert.Equal(Time, Read($$$$"""{"id":"x","creation_timestamp":{{{{json}}}}}""").CreationTimestamp);
        Assert.Equal(Time, Read($$$$"""{"id":"x","queuing_info":{"begin_timestamp":{{{{json}}}}}}""").QueuingInfo?.BeginTimestamp);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void Read_Nothing_IsNull(string json) => Assert.Null(Read($$$$"""{"id":"x","creation_timestamp":{{{{json}}}}}""").CreationTimestamp);

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"2021-02-03\"")]
    [InlineData("1.5")]
    [InlineData("true")]
    [InlineData("253402300800000")]
    [InlineData("-62135596800001")]
    [InlineData("\"99999999999999999999\"")]
    public void Read_WhatIsNoTime_IsAJsonError(string json) =>
        Assert.Throws<JsonException>(() => Read($$$$"""{"id":"x","creation_timestamp":{{{{json}}}}}"""));

    [Fact]
    public void Write_EachField_HasTheFormOfItsTable() => Assert.Equal(
        """{"id":"x","creation_timestamp":"1612325106789","queuing_info":{"begin_timestamp":1612325106789}}""",
        JsonSerializer.Serialize(
            new DevEnvironmentInstance { Id = "x", CreationTimestamp = Time.ToOffset(TimeSpan.FromHours(8)), QueuingInfo = new QueuingInfo { BeginTimestamp = Time } },
            ModelArtsJsonContext.Default.DevEnvironmentInstance));

    private static DevEnvironmentInstance Read(string json) =>
        JsonSerializer.Deserialize(json, ModelArtsJsonContext.Default.DevEnvironmentInstance)!;
}
