using System.Net;
using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.DevEnvironments;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Resilience;

public sealed class TimeoutTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task GetAsync_NoAnswerWithinTheAttempt_IsATimeoutThatNamesWhatAndWhere()
    {
        using ModelArtsClient client = Client(static (_, cancellationToken) => Never.AnswerAsync(cancellationToken));
        Task<DevEnvironmentInstance> call = client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => call);
        Assert.Equal(TimeSpan.FromSeconds(60), exception.Timeout);
        Assert.Equal(Answer.InstanceId, exception.InstanceId);
        Assert.Equal(
            "GET /v1/{projectId}/demanager/instances/{instanceId} was not answered in full by modelarts.cn-north-4.myhuaweicloud.com within 60 s "
            + "(AttemptTimeout). Check the network, or set a longer AttemptTimeout. [instance DE-1]",
            exception.Message);
    }

    [Fact]
    public async Task GetAsync_TotalTimeoutReachedFirst_IsATimeoutThatNamesIt()
    {
        using ModelArtsClient client = Client(
            static (_, cancellationToken) => Never.AnswerAsync(cancellationToken),
            options => options.TotalTimeout = TimeSpan.FromSeconds(1.5));
        Task<DevEnvironmentInstance> call = client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(1.5));

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => call);
        Assert.Equal(TimeSpan.FromSeconds(1.5), exception.Timeout);
        Assert.Contains("within 1.5 s (TotalTimeout)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_BothLimitsAtOnce_IsTheTotalOneAndNotSentAgain()
    {
        int sent = 0;
        using ModelArtsClient client = Client(
            (_, cancellationToken) =>
            {
                sent++;
                return Never.AnswerAsync(cancellationToken);
            },
            static options =>
            {
                options.Retry = new ModelArtsRetryOptions();
                options.TotalTimeout = options.AttemptTimeout;
            });
        Task<DevEnvironmentInstance> call = client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(60));

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => call);
        Assert.Contains("within 60 s (TotalTimeout).", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task GetAsync_PauseThatLastsLongerThanItWasTo_SendsNothingAfterTheEndOfTheCall()
    {
        int sent = 0;
        using ModelArtsClient client = Client(
            (_, _) =>
            {
                sent++;
                return Task.FromResult(Answer.Error(HttpStatusCode.ServiceUnavailable, retryAfter: "100")());
            },
            static options => options.Retry = new ModelArtsRetryOptions());
        Task<DevEnvironmentInstance> call = client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken);

        // As on a machine that was asleep: the end of the pause and that of the call are both past when it goes on.
        _clock.Advance(TimeSpan.FromMinutes(10));

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(() => call);
        Assert.Equal(TimeSpan.FromMinutes(3), exception.Timeout);
        Assert.Contains("within 180 s (TotalTimeout). ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task GetAsync_BodyThatDrips_EndsWithTheAttempt()
    {
        DrippingContent body = new(_clock, TimeSpan.FromMilliseconds(300));
        using ModelArtsClient client = Client((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = body }));

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));

        Assert.Equal(TimeSpan.FromSeconds(60), exception.Timeout);
        Assert.Equal(200, body.BytesRead);
    }

    [Fact]
    public async Task GetAsync_ErrorWhoseBodyDrips_EndsWithTheAttempt()
    {
        DrippingContent body = new(_clock, TimeSpan.FromMilliseconds(300));
        using ModelArtsClient client = Client((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = body }));

        await Assert.ThrowsAsync<ModelArtsTimeoutException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GetAsync_CancelledByTheCaller_CarriesTheCallersTokenAndIsNoTimeout()
    {
        using ModelArtsClient client = Client(static (_, cancellationToken) => Never.AnswerAsync(cancellationToken));
        using CancellationTokenSource cancellation = new();
        Task<DevEnvironmentInstance> call = client.DevEnvironments.GetAsync(Answer.InstanceId, cancellation.Token);

        await cancellation.CancelAsync();

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    [Fact]
    public async Task GetAsync_CancelledWithinTheBody_CarriesTheCallersToken()
    {
        using CancellationTokenSource cancellation = new();
        using ITimer _ = _clock.CreateTimer(_ => cancellation.Cancel(), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        DrippingContent body = new(_clock, TimeSpan.FromMilliseconds(300));
        using ModelArtsClient client = Client((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = body }));

        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.DevEnvironments.GetAsync(Answer.InstanceId, cancellation.Token));

        Assert.Equal(cancellation.Token, exception.CancellationToken);
        Assert.Equal(10, body.BytesRead);
    }

    private ModelArtsClient Client(
        Func<RecordedRequest, CancellationToken, Task<HttpResponseMessage>> answer, Action<ModelArtsClientOptions>? configure = null)
    {
        ModelArtsClientOptions options = TestClient.Options(new RecordingTransport(answer));
        options.TimeProvider = _clock;
        configure?.Invoke(options);
        return new ModelArtsClient(options);
    }
}
