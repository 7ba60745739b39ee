using System.Text.Json;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Serialization;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Lifecycle;

public sealed class AccessTokenTests
{
    private const string Secret = "canary-5b1c";

    [Fact]
    public async Task GetAccessTokenAsync_Asked_GetsTheTokenAndShowsItNowhere()
    {
        using LifecycleScenario scenario = new() { Gets = [static () => RecordingTransport.Json($$"""{"token":"{{Secret}}"}""")] };

        InstanceAccessToken token = await scenario.Client.GetAccessTokenAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        Assert.Equal(
            "https://modelarts.cn-north-4.myhuaweicloud.com/v1/p1/demanager/instances/DE-1/token",
            Assert.Single(scenario.Transport.Requests).Uri.AbsoluteUri);
        Assert.Equal(Secret, token.Token);
        Assert.DoesNotContain(Secret, $"{token}", StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(token, ModelArtsJsonContext.Default.InstanceAccessToken), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"token":null}""")]
    [InlineData("""{"error_code":"ModelArts.6327","error_msg":"not running"}""")]
    public async Task GetAccessTokenAsync_NoTokenInTheAnswer_IsMalformed(string body)
    {
        using LifecycleScenario scenario = new() { Gets = [() => RecordingTransport.Json(body)] };

        MalformedResponseException exception = await Assert.ThrowsAsync<MalformedResponseException>(
            () => scenario.Client.GetAccessTokenAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(Answer.InstanceId, exception.InstanceId);
    }
}
