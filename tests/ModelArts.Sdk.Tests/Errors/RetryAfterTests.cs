using System.Net;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Errors;

public sealed class RetryAfterTests
{
    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("120", 120.0)]
    [InlineData("86400", 86400.0)]
    [InlineData("Thu, 01 Jan 2026 00:01:30 GMT", 90.0)]
    [InlineData("Thu, 01 Jan 2026 00:00:00 GMT", 0.0)]
    [InlineData("Wed, 31 Dec 2025 23:59:59 GMT", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("soon", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task GetAsync_RetryAfter_IsReadFromSecondsOrADateAndElseIgnored(string? header, double? seconds)
    {
        ModelArtsClientOptions options = TestClient.Options(
            new RecordingTransport(_ => Answer.Error(HttpStatusCode.TooManyRequests, "ModelArts.6101", header)()));
        options.TimeProvider = new TimerClock();
        using ModelArtsClient client = new(options);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(seconds, exception.RetryAfter?.TotalSeconds);
        Assert.True(exception.IsTransient);
    }
}
