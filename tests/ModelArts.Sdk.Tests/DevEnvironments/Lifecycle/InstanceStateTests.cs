using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

/// <summary>What an instance says about itself in one property.</summary>
public sealed class InstanceStateTests
{
    [Theory]
    [InlineData("CREATE_QUEUING", true)]
    [InlineData("CREATING", true)]
    [InlineData("START_QUEUING", true)]
    [InlineData("READY_TO_START", true)]
    [InlineData("STARTING", true)]
    [InlineData("RESTARTING", true)]
    [InlineData("STOPPING", true)]
    [InlineData("DELETING", true)]
    [InlineData("RESIZING", true)]
    [InlineData("starting", true)]
    [InlineData("RUNNING", false)]
    [InlineData("STOPPED", false)]
    [InlineData("DELETED", false)]
    [InlineData("UNAVAILABLE", false)]
    [InlineData("CREATE_FAILED", false)]
    [InlineData("START_FAILED", false)]
    [InlineData("RESIZE_FAILED", false)]
    [InlineData("SOMETHING_NEW", false)]
    [InlineData("", false)]
    public void IsTransitional_ByStatus_IsAsTheTableSays(string status, bool expected) =>
        Assert.Equal(expected, new DevEnvironmentInstance { Id = "a", Status = status }.IsTransitional);

    [Theory]
    [InlineData("", null)]
    [InlineData(""","error_code":"ModelArts.6329" """, "ModelArts.6329")]
    [InlineData(""","spec":{"failed_reasons":null}""", null)]
    [InlineData(""","spec":{"failed_reasons":{"code":"ModelArts.6528"}}""", "ModelArts.6528")]
    [InlineData(""","spec":{"failed_reasons":{"code":"ModelArts.6528","message":"No volume left."}}""", "No volume left. (ModelArts.6528)")]
    [InlineData(""","error_code":"ModelArts.6329","spec":{"failed_reasons":{"code":"other","message":"Sold out."}}""", "Sold out. (ModelArts.6329)")]
    [InlineData(""","spec":{"failed_reasons":{"message":"No volume left."}}""", "No volume left.")]
    public async Task FailureReason_ByWhatTheServiceSays_IsInItsWordsWithTheCode(string json, string? expected) =>
        Assert.Equal(expected, (await GetAsync(json)).FailureReason);

    [Theory]
    [InlineData("", null)]
    [InlineData(""","spec":{"auto_stop":{"enable":true,"remain_time":90}}""", 90)]
    [InlineData(""","spec":{"auto_stop":{"enable":true,"remain_time":0}}""", 0)]
    [InlineData(""","spec":{"auto_stop":{"enable":false,"remain_time":90}}""", null)]
    [InlineData(""","spec":{"auto_stop":{"enable":true,"duration":3600}}""", null)]
    public async Task AutoStopRemaining_ByWhatTheServiceSays_IsASpanOfTime(string json, int? seconds) =>
        Assert.Equal(seconds is { } left ? TimeSpan.FromSeconds(left) : null, (await GetAsync(json)).AutoStopRemaining);

    private static Task<DevEnvironmentInstance> GetAsync(string json) =>
        TestClient.GetAsync(() => RecordingTransport.Json($$"""{"id":"DE-1"{{json}}}"""));
}
