using System.Net;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.DevEnvironments.Waiting;

public sealed class WaitErrorTests
{
    private static readonly Func<HttpResponseMessage> Creating = Answer.Status("CREATING");
    private static readonly Func<HttpResponseMessage> Running = Answer.Status("RUNNING");

    public static TheoryData<string, Func<HttpResponseMessage>> TransientErrors => new()
    {
        { "408", Answer.Error(HttpStatusCode.RequestTimeout) },
        { "429", Answer.Error(HttpStatusCode.TooManyRequests) },
        { "500", Answer.Error(HttpStatusCode.InternalServerError) },
        { "502", Answer.Error(HttpStatusCode.BadGateway) },
        { "503", Answer.Error(HttpStatusCode.ServiceUnavailable) },
        { "504", Answer.Error(HttpStatusCode.GatewayTimeout) },
        { "6100", Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6100") },
        { "6101", Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6101") },
        { "6102", Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6102") },
        { "6200", Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6200") },
        { "6309 right after the create", Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6309") },
        { "6333", Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6333") },
        { "6355", Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6355") },
        { "6360", Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6360") },
        { "no connection", Answer.NoConnection() },
        { "broken off", static () => throw new HttpIOException(HttpRequestError.ResponseEnded) },
        { "web page", static () => RecordingTransport.Json("<html>login</html>") },
        { "cut off", static () => RecordingTransport.Json("{\"id\":\"DE-1\",\"sta") },
    };

    [Theory]
    [MemberData(nameof(TransientErrors), DisableDiscoveryEnumeration = true)]
    public async Task WaitAsync_FiveTransientErrorsInARow_AreSurvived(string kind, Func<HttpResponseMessage> error)
    {
        using WaitScenario scenario = new(error, error, error, error, error, Running);

        DevEnvironmentInstance instance = await scenario.WaitAsync();

        Assert.Equal(InstanceStatus.Running, instance.Status);
        Assert.Equal(6, scenario.Polls);
        Assert.Equal(5, scenario.Progress.Count(progress => progress.Error is not null));
        Assert.NotEmpty(kind);
    }

    [Fact]
    public async Task WaitAsync_SixthTransientErrorInARow_IsThrownWithTheInstance()
    {
        Func<HttpResponseMessage> last = Answer.Error(HttpStatusCode.ServiceUnavailable, "ModelArts.6101");
        using WaitScenario scenario = new(Creating, Answer.NoConnection(), Answer.NoConnection(), Answer.NoConnection(), Answer.NoConnection(), Answer.NoConnection(), last);

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.WaitAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, exception.StatusCode);
        Assert.Equal(Answer.InstanceId, exception.InstanceId);
        Assert.Contains("[instance DE-1]", exception.Message, StringComparison.Ordinal);
        Assert.Equal(7, scenario.Polls);
    }

    [Fact]
    public async Task WaitAsync_SuccessInBetween_BeginsTheCountAnew()
    {
        IEnumerable<Func<HttpResponseMessage>> five = Enumerable.Repeat(Answer.NoConnection(), 5);
        using WaitScenario scenario = new([.. five, Creating, .. five, Creating, .. five, Running]);

        DevEnvironmentInstance instance = await scenario.WaitAsync();

        Assert.Equal(InstanceStatus.Running, instance.Status);
        Assert.Equal(18, scenario.Polls);
    }

    [Fact]
    public async Task WaitAsync_6309SixTimes_IsThrown()
    {
        using WaitScenario scenario = new(Answer.Error(HttpStatusCode.BadRequest, "ModelArts.6309"));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.WaitAsync());

        Assert.Equal(ModelArtsErrorCode.InstanceNotFound, exception.ErrorCode);
        Assert.Equal(6, scenario.Polls);
    }

    [Fact]
    public async Task WaitAsync_401_EndsAtOnce()
    {
        using WaitScenario scenario = new(Creating, Answer.Error(HttpStatusCode.Unauthorized, "ModelArts.0202"));

        ModelArtsAuthenticationException exception = await Assert.ThrowsAsync<ModelArtsAuthenticationException>(() => scenario.WaitAsync());

        Assert.Equal(Answer.InstanceId, exception.InstanceId);
        Assert.Equal(2, scenario.Polls);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "ModelArts.6336")]
    [InlineData(HttpStatusCode.Forbidden, "ModelArts.0108")]
    [InlineData(HttpStatusCode.NotFound, null)]
    [InlineData(HttpStatusCode.Found, null)]
    public async Task WaitAsync_ErrorThatWillNotPass_EndsAtOnce(HttpStatusCode status, string? code)
    {
        using WaitScenario scenario = new(Answer.Error(status, code));

        ModelArtsApiException exception = await Assert.ThrowsAsync<ModelArtsApiException>(() => scenario.WaitAsync());

        Assert.Equal(status, exception.StatusCode);
        Assert.Equal(1, scenario.Polls);
    }
}
