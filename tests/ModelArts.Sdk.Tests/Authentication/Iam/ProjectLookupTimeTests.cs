using ModelArts.Sdk.Authentication;
using ModelArts.Sdk.Tests.Time;
using ModelArts.Sdk.Tests.Transport;

namespace ModelArts.Sdk.Tests.Authentication.Iam;

public sealed class ProjectLookupTimeTests
{
    [Fact]
    public async Task FirstCall_IamIsSilent_EndsWithTheTotalTimeout()
    {
        // All other limits of the client are out of the way: only the one that is tested moves the clock.
        TimeSpan attempt = TimeSpan.FromHours(2);
        TimerClock clock = new(attempt, attempt / 2);
        RecordingTransport silent = new(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("Not reached.");
        });
        using ModelArtsClient client = new(new ModelArtsClientOptions
        {
            Region = ModelArtsRegion.CnNorth4,
            Credential = new AuthTokenCredential("canary-token"),
            Transport = silent,
            TimeProvider = clock,
            AttemptTimeout = attempt,
            TotalTimeout = TimeSpan.FromSeconds(10),
        });

        ModelArtsTimeoutException exception = await Assert.ThrowsAsync<ModelArtsTimeoutException>(
            () => clock.RunAsync(client.DevEnvironments.GetAsync("DE-1", TestContext.Current.CancellationToken)));

        Assert.Equal(TimeSpan.FromSeconds(10), exception.Timeout);
        Assert.Equal("DE-1", exception.InstanceId);
        Assert.Contains("set ProjectId", exception.Message, StringComparison.Ordinal);
    }
}
