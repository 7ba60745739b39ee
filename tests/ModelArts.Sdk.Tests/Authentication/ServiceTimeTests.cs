using Microsoft.Extensions.Time.Testing;
using ModelArts.Sdk.Authentication;

namespace ModelArts.Sdk.Tests.Authentication;

public sealed class ServiceTimeTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void ServiceTimeBefore_AnswerOfTheFirstDay_StaysATime()
    {
        // Found by fuzzing: less a span there is no such time.
        CredentialContext context = Context();
        context.ObserveServiceTime(DateTimeOffset.MinValue);

        Assert.Equal(DateTimeOffset.MinValue, context.ServiceTimeBefore(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void ServiceTimeBefore_NothingObserved_IsByTheClientsClock() =>
        Assert.Equal(_clock.GetUtcNow().AddSeconds(-30), Context().ServiceTimeBefore(TimeSpan.FromSeconds(30)));

    [Fact]
    public void ServiceTimeBefore_ClockOfTheServiceIsADayAhead_IsByThatClock()
    {
        CredentialContext context = Context();
        context.ObserveServiceTime(_clock.GetUtcNow().AddDays(1));

        Assert.Equal(_clock.GetUtcNow().AddDays(1).AddSeconds(-30), context.ServiceTimeBefore(TimeSpan.FromSeconds(30)));
    }

    private CredentialContext Context()
    {
        ModelArtsClientOptions options = TestClient.Options();
        options.TimeProvider = _clock;
        return new CredentialContext(options);
    }
}
